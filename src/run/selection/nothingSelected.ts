/** Why there is nothing to do. In: how many messages the input holds, as far as it was read. */
export function nothingSelected(found: number): string {
  if (found === 0) return 'no SIP message was found';
  return found === 1
    ? 'the only message of the input is not among those selected'
    : `none of the ${found} messages of the input is among those selected`;
}
