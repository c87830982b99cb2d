import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import type { Desk } from '../model/desk'
import type { PanelAlert, PanelForm } from '../model/panel-bridge'

interface DialogProps {
  label: string
  submit: string
  onCancel: () => void
  onSubmit: (values: Record<string, string>) => void
  children: ComponentChildren
}

const valuesOf = (form: HTMLFormElement): Record<string, string> =>
  Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value)]))

const Dialog = ({ label, submit, onCancel, onSubmit, children }: DialogProps) => {
  const element = useRef<HTMLDialogElement>(null)
  useEffect(() => element.current?.showModal(), [])
  return (
    <dialog ref={element} aria-label={label} onClose={onCancel}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          onSubmit(valuesOf(event.currentTarget))
        }}
      >
        <h1 class="dialog-title">{label}</h1>
        {children}
        <div class="dialog-foot">
          <button type="button" onClick={onCancel}>
            Cancel
          </button>
          <button type="submit" class="primary">
            {submit}
          </button>
        </div>
      </form>
    </dialog>
  )
}

export const NewMailDialog = ({ desk, onDone }: { desk: Desk; onDone: () => void }) => (
  <Dialog
    label="New mail from a customer"
    submit="Send"
    onCancel={onDone}
    onSubmit={async ({ from = '', name = '', subject = '', text = '', team = '' }) => {
      if (await desk.newMail({ from, name, subject, text, team })) onDone()
    }}
  >
    <div class="fields-2">
      <label>
        From
        <input name="from" type="email" required value="dana.whitfield@customer.example" />
      </label>
      <label>
        Name
        <input name="name" value="Dana Whitfield" />
      </label>
    </div>
    <label>
      Team inbox
      <select name="team">
        {desk.setup.teams.map(({ id, name }) => (
          <option key={id}>{name}</option>
        ))}
      </select>
    </label>
    <label>
      Subject
      <input name="subject" dir="auto" autofocus placeholder="Charged twice for order 4411" />
    </label>
    <label>
      Text
      <textarea name="text" rows={7} dir="auto" required placeholder="My card shows two payments for the same order." />
    </label>
    {desk.problem.value && (
      <p class="problem" role="alert">
        {desk.problem.value}
      </p>
    )}
  </Dialog>
)

export const AlertDialog = ({ alert, onDone }: { alert: PanelAlert; onDone: () => void }) => (
  <Dialog label={alert.title} submit="OK" onCancel={onDone} onSubmit={onDone}>
    <p>{alert.message}</p>
    {alert.note && <p class="hint">{alert.note}</p>}
  </Dialog>
)

const Field = ({ field }: { field: PanelForm['fields'][number] }) => {
  const named = { name: field.name, 'aria-label': field.label, value: field.value }
  if (field.type === 'textarea') return <textarea {...named} rows={4} />
  if (field.type !== 'select') return <input {...named} />
  return (
    <select {...named}>
      {field.options.map(({ label, value }) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </select>
  )
}

export const FormDialog = ({ form, onDone }: { form: PanelForm; onDone: () => void }) => {
  const finish = (values?: Record<string, string>) => {
    form.settle(values)
    onDone()
  }
  return (
    <Dialog label={form.name} submit={form.submit} onCancel={() => finish()} onSubmit={finish}>
      {form.fields.map((field) => (
        <div key={field.name} class="field">
          <span aria-hidden="true">{field.label}</span>
          <Field field={field} />
        </div>
      ))}
    </Dialog>
  )
}
