import { locale } from './language'

/** A whole number as the reader writes it: "8,120". */
export const sayNumber = (count: number): string => count.toLocaleString(locale())

/** "English" of `en`, in the reader's language. */
export const sayLanguage = (code: string): string =>
  new Intl.DisplayNames(locale(), { type: 'language' }).of(code) ?? code
