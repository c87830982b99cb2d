declare module 'stopword' {
  /** Stop words by language (ISO 639-3), beside a function that removes them. */
  const stopword: Readonly<Record<string, unknown>>
  export = stopword
}
