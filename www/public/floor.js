// Runs in every browser, however old (ECMAScript 5): says politely when this page cannot work here.
(function () {
  // A module with one SIMD instruction; the engine needs it.
  var simd = [
    0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11
  ];
  var works =
    "noModule" in document.createElement("script") &&
    typeof Worker === "function" &&
    typeof BigInt === "function" &&
    typeof WebAssembly === "object" &&
    WebAssembly.validate(new Uint8Array(simd)) &&
    "adoptedStyleSheets" in Document.prototype;
  if (works) return;
  document.documentElement.setAttribute("data-floor", "below");
  document.getElementById("floor").textContent =
    "这台电脑上的浏览器太旧，不能在本机安全地计算，所以没有打开。" +
    "请换用 Edge 91、Chrome 91、Firefox 114、Safari 16.4 或更新的版本；用 360、QQ 等浏览器时请切换到“极速模式”。" +
    "您的文件没有被读取。";
})();
