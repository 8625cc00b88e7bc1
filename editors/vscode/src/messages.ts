/** Finds the next step that a message names. Knows nothing of VS Code. */

/** A line for a terminal, or a command of the palette by its title. */
export interface Offer {
  readonly kind: "terminal" | "palette";
  readonly text: string;
}

/** The last "Run `…`" of a message; a line that would run at once, or hides something, is no offer. */
export function offerIn(message: string): Offer | undefined {
  const text = [...message.matchAll(/\bRun `([^`]+)`/g)].at(-1)?.[1];
  // Controls end a line or move the cursor; format characters reorder or hide what is shown.
  if (text === undefined || /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(text)) return undefined;
  return { kind: /^[A-Za-z][\w ]*: [A-Z]/.test(text) ? "palette" : "terminal", text };
}
