import type { RulesView } from '../../../shared/tab-api'
import { sayDay } from '../../model/moments'
import type { RulesModel } from '../../model/rules'
import { Button } from '../../view/button'
import { Calm } from '../../view/calm'
import { Part } from '../../view/part'
import { Code } from './code'
import { Problems, sayCount, Warnings } from './problems'

interface Props {
  rules: RulesView
  model: RulesModel
  now: Date
}

export const MODES = {
  route: 'Baton assigns.',
  shadow: 'Baton only watches: it decides and records, and assigns nobody by itself.',
}

const BROKEN_ID = 'rules-broken'

/** A later text that cannot come into force, with what is wrong where. */
export const Broken = ({ rules: { broken, inForce, file }, now }: Omit<Props, 'model'>) =>
  broken && (
    <Part title="Not in force" aside={sayDay(broken.since, now)}>
      <div class="editor">
        <p class="strong late" role="alert">
          {file ?? 'The newest version'} has {sayCount(broken.problems.length, 'problem')}.{' '}
          {inForce ? `Version ${inForce.version} stays in force until it is mended.` : 'Nothing is routed.'}
        </p>
        <Problems problems={broken.problems} textId={BROKEN_ID} />
        {broken.text && (
          <Code
            id={BROKEN_ID}
            label="Rules that are not in force"
            text={broken.text}
            marked={broken.problems.map(({ line }) => line)}
          />
        )}
      </div>
    </Part>
  )

/** What decides now. */
export const InForce = ({ rules: { inForce, file }, now }: Omit<Props, 'model'>) =>
  inForce && (
    <Part title="In force">
      <div class="who">
        <p>
          <span class="strong">Version {inForce.version}</span> <span class="muted">{MODES[inForce.mode]}</span>
        </p>
        <p class="muted" dir="auto">
          {inForce.author}, {sayDay(inForce.at, now)}
        </p>
        {inForce.note && <p dir="auto">{inForce.note}</p>}
        <p class="muted">{file === null ? 'Kept in the database.' : `Followed as ${file} changes.`}</p>
        <Warnings warnings={inForce.warnings} />
      </div>
    </Part>
  )

const Complaint = ({ model }: { model: RulesModel }) =>
  model.problem.value && (
    <p class="problem" role="alert">
      {model.problem.value.message}
    </p>
  )

const Read = ({ text }: { text: string }) => <Code id="rules-in-force" label="Rules in force" text={text} marked={[]} />

/** The document, to be read; out of the way while another one is to be mended. */
export const Document = ({ rules: { inForce, file, broken }, model }: Omit<Props, 'now'>) => (
  <Part title="The document">
    <div class="editor">
      {inForce && !broken && <Read text={inForce.text} />}
      {inForce && broken && (
        <details>
          <summary>Show what is in force</summary>
          <Read text={inForce.text} />
        </details>
      )}
      <div class="line wraps">
        <Button look={file === null ? 'go' : undefined} isHeldBack={model.doing.value !== null} onClick={model.open}>
          {file === null ? 'Edit' : 'Try a change'}
        </Button>
      </div>
      <Complaint model={model} />
    </div>
  </Part>
)

/** The way to the first rules. */
export const NoRules = ({ model }: { model: RulesModel }) => (
  <div class="card first">
    <Calm title="There are no rules yet">
      Baton hears Missive and routes nothing until it knows your teams. Begin with a document made of the teams that you
      have in Missive; it only watches until you set it to route.
    </Calm>
    <Button look="go" isHeldBack={model.doing.value !== null} onClick={model.open}>
      Write the first rules
    </Button>
    <Complaint model={model} />
  </div>
)
