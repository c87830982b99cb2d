/** Parts that are loaded later bring their styles by this. */
export const addStyle = (href: string): void => {
  const link = document.createElement('link')
  link.rel = 'stylesheet'
  link.href = href
  document.head.append(link)
}
