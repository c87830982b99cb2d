/** An answer of the small Missive's API that says no; `message` is what Missive would say. */
export class Refusal extends Error {
  constructor(
    readonly status: 400 | 401 | 403 | 404 | 429,
    message: string,
  ) {
    super(message)
  }
}

export const notFound = (what: string): Refusal => new Refusal(404, `${what} not found`)
