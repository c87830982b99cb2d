const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' })

/** `at` in Unix seconds. */
export const Time = ({ at }: { at: number }) => {
  const date = new Date(at * 1000)
  const isToday = date.toDateString() === new Date().toDateString()
  return (
    <time dateTime={date.toISOString()} title={date.toLocaleString('en-GB')}>
      {isToday ? clock.format(date) : day.format(date)}
    </time>
  )
}
