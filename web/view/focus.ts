/** As a `ref`: always the same function, so that Preact calls it once for each element, as it appears. */
export const focusAtFirst = (element: HTMLElement | null): void => element?.focus()

/** The button that opens a form gets the focus back when the form closes. */
export const openerId = (form: string): string => `open-${form.replace(' ', '-')}`
