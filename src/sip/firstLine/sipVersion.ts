/** Whether `SIP/` in any case and a version of two digits with a dot between stand at `at`, before `end`. */
export function isSipVersion(bytes: Uint8Array, at: number, end: number): boolean {
  return (
    end - at >= 7 &&
    ((bytes[at] as number) | 0x20) === 0x73 &&
    ((bytes[at + 1] as number) | 0x20) === 0x69 &&
    ((bytes[at + 2] as number) | 0x20) === 0x70 &&
    bytes[at + 3] === 0x2f &&
    isDigit(bytes[at + 4] as number) &&
    bytes[at + 5] === 0x2e &&
    isDigit(bytes[at + 6] as number)
  );
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}
