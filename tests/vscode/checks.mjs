// Runs checks one after the other in one workbench and tells of each in one line of JSON.

/** Makes `check(name, act)`; what fails leaves a picture, and the next one starts with nothing open. */
export function checking(bench) {
  return async (name, act) => {
    const start = Date.now();
    const told = { name, ok: true, seconds: 0 };
    try {
      await act();
    } catch (error) {
      Object.assign(told, { ok: false, error: error?.stack ?? String(error) });
      await bench.picture(`failed ${name}`).catch(() => undefined);
      for (let times = 0; times < 3; times++) await bench.press("Escape").catch(() => undefined);
    }
    told.seconds = (Date.now() - start) / 1000;
    console.log(JSON.stringify(told));
  };
}

export function equal(found, wanted) {
  if (found !== wanted) throw new Error(`found  ${JSON.stringify(found)}\nwanted ${JSON.stringify(wanted)}`);
}

export function includes(text, ...parts) {
  for (const part of parts) {
    if (!text.includes(part)) throw new Error(`no ${JSON.stringify(part)} in ${JSON.stringify(text)}`);
  }
}
