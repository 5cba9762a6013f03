/** A file that is ready for the browser to hand over. */
export interface Handed {
  readonly name: string;
  readonly blob: Blob;
}

const TYPES = {
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  csv: "text/csv",
  graphml: "application/xml",
  json: "application/json",
  sealed: "application/octet-stream",
} as const;

/** Bytes as a file whose name ends so. */
export function handed(name: string, ending: keyof typeof TYPES, bytes: Uint8Array): Handed {
  return { name: `${name}.${ending}`, blob: new Blob([new Uint8Array(bytes)], { type: TYPES[ending] }) };
}
