import { textValue, type Variable } from '../../context.js';

/** The letters for colours, in the order of the terminal's numbers; `x` is the terminal's own colour, of number 9. */
const letters = 'srgybpcw';

/** Whether `$C()` takes the argument: a letter for the text, in capitals for bold, and one for what is behind it. */
export function isColour(argument: string): boolean {
  return /^[xsrgybpcwSRGYBPCW][xsrgybpcw]$/.test(argument);
}

/** `$C(xg)`: what switches a terminal's colours (ECMA-48, select graphic rendition). */
export const colour: Variable = ({ profile }, argument) => {
  const [text = 'x', background = 'x'] = argument;
  const isBold = text !== text.toLowerCase() && profile.pseudoVariables.capitalColour === 'bold';
  return textValue(`\x1b[${isBold ? 1 : 0};3${numberOf(text.toLowerCase())};4${numberOf(background)}m`);
};

function numberOf(letter: string): number {
  return letter === 'x' ? 9 : letters.indexOf(letter);
}
