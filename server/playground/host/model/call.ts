const answerOf = async (response: Response): Promise<unknown> => {
  const answer = await response.json().catch(() => null)
  if (!response.ok) throw new Error(answer?.error?.message ?? `The small Missive answered ${response.status}`)
  return answer
}

/** Calls the host page's own API. @throws Error with a sentence to show. */
export const get = async <T>(path: string, query: Record<string, string> = {}): Promise<T> =>
  (await answerOf(await fetch(`/playground/api/${path}?${new URLSearchParams(query)}`))) as T

export const send = async <T>(path: string, query: Record<string, string>, body: unknown): Promise<T> =>
  (await answerOf(
    await fetch(`/playground/api/${path}?${new URLSearchParams(query)}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    }),
  )) as T
