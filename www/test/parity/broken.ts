import type { Files } from "./native";

const utf8 = new TextEncoder();

function lines(...rows: readonly string[]): Uint8Array {
  return utf8.encode(`${rows.join("\n")}\n`);
}

/** "留守儿童" in GB18030: not valid UTF-8. */
const gb18030 = Uint8Array.from([0xc1, 0xf4, 0xca, 0xd8, 0xb6, 0xf9, 0xcd, 0xaf]);

function joined(...pieces: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(pieces.flatMap((piece) => [...piece]));
}

/** Files as they come from the world: broken in every way that a page must survive. */
export const brokenFiles: Files = [
  ["events.jsonl", new Uint8Array()],
  [
    "links.jsonl",
    lines(
      '{"from":"org-good","rel":"runs","to":"proj-nowhere"}',
      '{"from":"org-good","rel":"adores","to":"need-good"}',
      '{"from":"need-good","rel":"runs","to":"org-good"}',
    ),
  ],
  [
    "needs.jsonl",
    joined(
      lines(
        '{"id":"need-good","text":"老人白天没人照看","division":"350102"}',
        '{"id":"need-cut","text":"孩子',
        "[1,2]",
        `{"id":"need-deep","text":"深","x":${"[".repeat(300)}${"]".repeat(300)}}`,
        "",
        '{"id":"need-good","text":"另一句话","division":"350102"}',
        '{"text":"没有编号"}',
        '{"id":"need-nan","text":"数","satisfaction":NaN}',
      ),
      utf8.encode('{"id":"need-gbk","text":"'),
      gb18030,
      utf8.encode('"}\n'),
      utf8.encode(`{"id":"need-long","text":"${"长".repeat(400_000)}"}\n`),
    ),
  ],
  [
    "organizations.jsonl",
    lines(
      '\uFEFF{"id":"org-good","name":"好邻居服务社","division":"鼓楼区","service_area":["350102"],"description":"照看老人"}',
      '{"id":"org-type","name":["不是文字"],"service_area":"350102"}',
      '{"id":"org-place","name":"远方","division":"999999","rating":"9A","registered_on":"2025-02-30"}',
    ),
  ],
];
