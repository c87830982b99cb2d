import type { Desk } from '../model/desk'

/** Notifications, as they pop up in Missive; a click opens the conversation. */
export const Toasts = ({ desk }: { desk: Desk }) => (
  <div class="toasts" role="status">
    {desk.toasts.value.map((notice) => (
      <button
        key={notice.number}
        type="button"
        class="toast"
        onClick={() => {
          desk.select([notice.conversationId])
          desk.dismiss(notice)
        }}
      >
        <strong dir="auto">{notice.title}</strong>
        <span dir="auto">{notice.body}</span>
      </button>
    ))}
  </div>
)
