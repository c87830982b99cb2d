import type { RulesCheck, RulesView } from '../../../shared/tab-api'
import { hrefOf } from '../../model/place'
import type { RulesModel } from '../../model/rules'
import { Button } from '../../view/button'
import { Part } from '../../view/part'
import { Changes, LinesToPaste } from './changes'
import { Code } from './code'
import { Problems, sayCount, Warnings } from './problems'

const TEXT_ID = 'rules-draft'

interface Props {
  model: RulesModel
  rules: RulesView
}

const sayExamples = ({ examples }: RulesCheck): string => {
  if (examples.length === 0) return 'It has no examples.'
  const wrong = examples.filter(({ isRight }) => !isRight).length
  if (wrong > 0) return `${wrong} of ${sayCount(examples.length, 'example')} come out otherwise.`
  return examples.length === 1
    ? 'Its example comes out as it says.'
    : `All ${examples.length} examples come out as they say.`
}

const Examples = ({ found: { examples } }: { found: RulesCheck }) =>
  examples.length === 0 ? null : (
    <details>
      <summary>What becomes of the examples</summary>
      <ul class="examples">
        {examples.map(({ subject, isRight, sentence }, index) => (
          <li key={`${index} ${subject}`}>
            <span class={isRight ? 'ok' : 'late'}>{isRight ? '✓' : '✗'}</span>
            <span dir="auto">
              <b>{subject || 'No subject'}</b> <span class="for-ears">{isRight ? 'as it says. ' : 'otherwise. '}</span>
              <span class="muted">{sentence}</span>
            </span>
          </li>
        ))}
      </ul>
    </details>
  )

const Found = ({ found, file }: { found: RulesCheck; file: string | null }) => (
  <div class="found">
    {found.problems.length > 0 ? (
      <>
        <p class="strong late" role="status">
          {sayCount(found.problems.length, 'problem')}
        </p>
        <Problems problems={found.problems} textId={TEXT_ID} />
      </>
    ) : (
      <p class="strong ok" role="status">
        No problems. {sayExamples(found)}
      </p>
    )}
    <Warnings warnings={found.warnings} />
    <Examples found={found} />
    {found.problems.length === 0 && file !== null && found.changes.length > 0 && (
      <>
        <h3>Lines to paste into {file}</h3>
        <LinesToPaste changes={found.changes} />
      </>
    )}
    {file === null && (
      <details>
        <summary>What it changes of what is in force</summary>
        <Changes changes={found.changes} />
      </details>
    )}
  </div>
)

const Refusal = ({ model }: { model: RulesModel }) => {
  const problem = model.problem.value
  const other = model.overtakenBy.value
  const base = model.draft.value?.base
  if (!problem) return null
  return (
    <div class="refusal">
      <p class="late" role="alert">
        {problem.message}
      </p>
      {other !== null && (
        <div class="line wraps">
          <a href={base ? hrefOf('rules', other, base) : hrefOf('rules', other)}>What version {other} changed</a>
          <Button onClick={model.saveOnTop}>Save mine on top</Button>
        </div>
      )}
    </div>
  )
}

const Saving = ({ model }: { model: RulesModel }) => (
  <label class="field note">
    Note
    <input
      maxLength={500}
      placeholder="What changes, and why"
      value={model.note.value}
      onInput={(event) => {
        model.note.value = event.currentTarget.value
      }}
    />
  </label>
)

/** Writing rules, or trying what a change of the file would do. */
export const Editor = ({ model, rules: { file } }: Props) => {
  const draft = model.draft.value
  if (!draft) return null
  const found = model.found.value
  const doing = model.doing.value
  const isBusy = doing !== null
  return (
    <Part
      title={file === null ? 'Edit the rules' : 'Try a change'}
      aside={draft.base === null ? undefined : `from version ${draft.base}`}
    >
      <div class="editor">
        {file !== null && (
          <p class="muted">
            The rules are read from {file}, so they are not saved here: check a change, then paste it into that file.
          </p>
        )}
        <Code
          id={TEXT_ID}
          label="Rules document"
          text={draft.text}
          marked={found?.problems.map(({ line }) => line) ?? []}
          onInput={model.write}
        />
        {file === null && <Saving model={model} />}
        <div class="line wraps">
          {file === null && (
            <Button look="go" isHeldBack={isBusy} aria-busy={doing === 'saving'} onClick={model.save}>
              Save
            </Button>
          )}
          <Button look={file === null ? undefined : 'go'} isHeldBack={isBusy} onClick={model.check}>
            Check
          </Button>
          <Button look="quiet" onClick={model.discard}>
            {model.isUnsaved.value ? 'Discard changes' : 'Close'}
          </Button>
        </div>
        <Refusal model={model} />
        {found && <Found found={found} file={file} />}
      </div>
    </Part>
  )
}
