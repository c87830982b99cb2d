import type { Desk } from '../model/desk'

const modes = [
  { verb: 'reply', label: 'Reply', hint: 'Answer the customer…' },
  { verb: 'comment', label: 'Comment', hint: 'Say something only the team sees…' },
] as const

/** Writes an answer or a comment; what is half written stays with its conversation. */
export const Composer = ({ desk, id, canReply }: { desk: Desk; id: string; canReply: boolean }) => {
  const { writing } = desk
  const offered = modes.filter(({ verb }) => canReply || verb === 'comment')
  const mode = offered.find(({ verb }) => verb === writing.value) ?? modes[1]
  const text = desk.drafts.value[id] ?? ''
  const write = (draft: string) => {
    desk.drafts.value = { ...desk.drafts.value, [id]: draft }
  }
  const send = async () => {
    if (text.trim() !== '' && (await desk.act({ verb: mode.verb, text }))) write('')
  }
  return (
    <form
      class={`composer composer-${mode.verb}`}
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <fieldset class="tabs" aria-label="What to write">
        {offered.map(({ verb, label }) => (
          <button
            key={verb}
            type="button"
            aria-pressed={verb === mode.verb}
            onClick={() => {
              writing.value = verb
            }}
          >
            {label}
          </button>
        ))}
      </fieldset>
      <textarea
        aria-label={mode.label}
        placeholder={mode.hint}
        rows={3}
        dir="auto"
        value={text}
        onInput={(event) => write(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void send()
        }}
      />
      <div class="composer-foot">
        <span class="hint">Ctrl + Enter sends</span>
        <button type="submit" class="primary" disabled={text.trim() === ''}>
          {mode.verb === 'reply' ? 'Send reply' : 'Add comment'}
        </button>
      </div>
    </form>
  )
}
