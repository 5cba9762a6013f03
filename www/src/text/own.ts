/** The value under a key of the object itself, never one it inherits (a file may name a key `constructor`). */
export function own<Value>(object: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.prototype.hasOwnProperty.call(object, key) ? object[key] : undefined;
}
