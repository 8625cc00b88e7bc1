/**
 * Has opencode 1.18 use `apiKeyCommand`: a key comes from `opencode-ls key` when a request needs it.
 *
 * The package of a provider gets a placeholder for a key, and puts it wherever it sends keys; the
 * `fetch` that it gets as well puts the key in its place, in the request alone.  So the key is in no
 * configuration, and opencode's own server cannot show it.
 *
 * @typedef {import("@opencode-ai/plugin").Config} Config
 * @typedef {NonNullable<Config["provider"]>[string]} Entry
 * @typedef {(input: string | URL | Request, init?: RequestInit) => Promise<Response>} Fetch
 */

import { spawn } from "node:child_process"

/**
 * What starts the installation of opencode-ls that wrote this file.
 * @type {[string, ...string[]]}
 */
const COMMAND = ["opencode-ls"]

/** What a package is given that wants a key at once; nobody takes it for one. */
const PLACEHOLDER = "opencode-ls-puts-the-key-here"

/** Milliseconds before the end of a token at which it is renewed. */
const MARGIN = 60_000

/** Milliseconds between two runs after a failure, or after a key that is of no use. */
const PAUSE = 5_000

/** What LiteLLM without a database answers, with status 400, to a key that is not its own. */
const NO_DATABASE = "No connected db."

/** @type {import("@opencode-ai/plugin").Plugin} */
export const OpencodeLs = async ({ directory }) => ({
  config: async (config) => {
    for (const [provider, entry] of Object.entries(config.provider ?? {})) {
      const options = entry.options
      if (options?.apiKeyCommand === undefined || !hasNoKey(options.apiKey)) continue
      // opencode takes its own way to Vertex AI, and no `fetch` of ours.
      if (provider === "google-vertex") continue
      const keys = new Keys(() => ask(provider, directory, entry))
      options.fetch = sender(keys, /** @type {Fetch | undefined} */ (options.fetch))
      options.apiKey = PLACEHOLDER
    }
  },
})

/** Whether no file sets a key; "" is one for opencode.  A program may have written ours back. */
const hasNoKey = (/** @type {unknown} */ key) => key === undefined || key === PLACEHOLDER

/** Hands out one key until its token is about to end or a provider rejects it; one run at a time. */
class Keys {
  /** @type {() => Promise<string>} */ #ask
  /** @type {Promise<void> | undefined} */ #running
  /** @type {unknown} */ #failure
  #key = ""
  #expires = 0
  #notBefore = 0

  /** @param {() => Promise<string>} ask runs the command */
  constructor(ask) {
    this.#ask = ask
  }

  /**
   * The key, another one than `rejected` if there is one; throws if the command gives none.
   * @param {string} [rejected]
   */
  async get(rejected) {
    if (this.#holds(rejected, MARGIN)) return this.#key
    if (Date.now() >= this.#notBefore) await (this.#running ??= this.#run())
    if (this.#failure && !this.#holds(rejected, 0)) throw this.#failure
    return this.#key
  }

  /** @type {(rejected: string | undefined, margin: number) => boolean} */
  #holds(rejected, margin) {
    return this.#key !== "" && this.#key !== rejected && Date.now() + margin < this.#expires
  }

  async #run() {
    const before = this.#key
    try {
      this.#key = await this.#ask()
      this.#expires = expiry(this.#key)
      this.#failure = undefined
    } catch (error) {
      this.#failure = error
    }
    const good = !this.#failure && this.#holds(before, MARGIN)
    this.#notBefore = good ? 0 : Date.now() + PAUSE
    this.#running = undefined
  }
}

/**
 * When a JSON Web Token ends, in milliseconds since 1970; Infinity for what does not say.
 * @param {string} key
 */
function expiry(key) {
  try {
    const [, claims = "", ...rest] = key.split(".")
    const exp = JSON.parse(Buffer.from(claims, "base64url").toString()).exp
    return rest.length === 1 && typeof exp === "number" ? exp * 1000 : Infinity
  } catch {
    return Infinity
  }
}

/**
 * A `fetch` that puts the key in the placeholder's place, and once more another if it is rejected.
 * @param {Keys} keys
 * @param {Fetch} [inner]
 * @returns {Fetch}
 */
function sender(keys, inner = fetch) {
  return async (input, init) => {
    const headers = new Headers(init?.headers ?? (input instanceof Request ? input.headers : {}))
    const places = [...headers].filter(([, value]) => value.includes(PLACEHOLDER))
    if (places.length === 0) return inner(input, init)
    const send = async (/** @type {string} */ key) => {
      for (const [name, value] of places) headers.set(name, value.replaceAll(PLACEHOLDER, key))
      const request = input instanceof Request ? input.clone() : input
      return onSite(await inner(request, { ...init, headers, redirect: "manual" }))
    }
    const key = await unlessAborted(keys.get(), init?.signal)
    const response = await send(key)
    if (init?.body instanceof ReadableStream || !(await isRejection(response))) return response
    const other = await unlessAborted(keys.get(key), init?.signal)
    return other === key ? response : send(other)
  }
}

/**
 * The answer, unless it sends the request to another address, to which the key would go along.
 * @param {Response} response
 */
function onSite(response) {
  if (response.status < 300 || response.status > 399) return response
  throw new Error(
    "opencode-ls: the provider wants the key at another address, to which it was not sent. " +
      "Set `baseURL` to the address that is meant.",
  )
}

/** @param {Response} response */
async function isRejection(response) {
  if (response.status !== 400) return response.status === 401
  return (await response.clone().text()).includes(NO_DATABASE)
}

/**
 * The promise, or the reason of the signal; what was begun goes on for others who wait for it.
 * @type {<T>(promise: Promise<T>, signal?: AbortSignal | null) => Promise<T>}
 */
async function unlessAborted(promise, signal) {
  if (!signal) return promise
  signal.throwIfAborted()
  const { promise: aborted, resolve } = Promise.withResolvers()
  signal.addEventListener("abort", resolve)
  try {
    await Promise.race([promise, aborted])
    signal.throwIfAborted()
    return await promise
  } finally {
    signal.removeEventListener("abort", resolve)
  }
}

/**
 * The key that `opencode-ls key` prints, which decides whether the command may run; it is told what
 * opencode has read, and refuses if it reads anything else.  Throws what to tell the user.
 * @param {string} provider
 * @param {string} directory
 * @param {Entry} entry
 * @returns {Promise<string>}
 */
async function ask(provider, directory, entry) {
  const [program, ...words] = COMMAND
  words.push("key", "--reveal", "--json", "--expect", "--", provider)
  const child = spawn(program, words, { cwd: directory, windowsHide: true })
  const { promise: ended, resolve, reject } = Promise.withResolvers()
  child.on("error", reject)
  child.on("close", resolve)
  // Whoever does not read to the end has said why not.
  child.stdin.on("error", () => {})
  child.stdin.end(JSON.stringify(entry))
  const printed = Promise.all([text(child.stdout), text(child.stderr), ended])
  const [stdout, stderr] = await printed.catch(() => {
    throw new Error(
      `opencode-ls: \`${program}\` could not be started in ${directory}. ` +
        "Run `opencode-ls plugin install` again.",
    )
  })
  const answer = parsed(stdout)
  if (answer?.ok === true && typeof answer.key === "string") return answer.key
  throw new Error(`opencode-ls: ${answer?.message ?? complaint(stderr, provider)}`)
}

/** @param {AsyncIterable<Buffer>} stream */
async function text(stream) {
  const pieces = []
  for await (const piece of stream) pieces.push(piece)
  return Buffer.concat(pieces).toString()
}

/** @param {string} printed */
function parsed(printed) {
  try {
    return JSON.parse(printed)
  } catch {
    return undefined
  }
}

/**
 * What opencode-ls itself says of a request that it cannot meet; nothing that others may have said.
 * @type {(stderr: string, provider: string) => string}
 */
function complaint(stderr, provider) {
  const told = /^opencode-ls(?: key)?: (.*)\s*$/.exec(stderr)
  return told?.[1] ?? `no answer; run \`opencode-ls key ${provider}\` in a terminal to see why`
}
