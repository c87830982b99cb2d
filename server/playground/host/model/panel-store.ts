/** What the panel keeps with `storeSet`: per person, in this browser, and gone with the server's next start. */
export const createPanelStore = (run: string) => {
  const prefix = 'panel-store:'
  const current = `${prefix}${run}:`
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith(prefix) && !key.startsWith(current)) localStorage.removeItem(key)
  }
  const keyOf = (personId: string, key: string) => `${current}${personId}:${key}`
  return {
    get(personId: string, key: string): unknown {
      const stored = localStorage.getItem(keyOf(personId, key))
      return stored === null ? undefined : JSON.parse(stored)
    },
    set(personId: string, key: string, value: unknown) {
      if (value === undefined) localStorage.removeItem(keyOf(personId, key))
      else localStorage.setItem(keyOf(personId, key), JSON.stringify(value))
    },
  }
}
