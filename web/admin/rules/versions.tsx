import type { RulesVersion } from '../../../shared/tab-api'
import { sayDay } from '../../model/moments'
import { hrefOf } from '../../model/place'
import type { VersionsModel } from '../../model/rules-versions'
import { Button } from '../../view/button'
import { Loading } from '../../view/calm'
import { Part } from '../../view/part'
import { Changes } from './changes'
import { Code } from './code'

interface Props {
  versions: VersionsModel
  /** Null: there are no rules in force. */
  inForce: number | null
  now: Date
}

const byWhom = ({ author, at }: RulesVersion, now: Date) => `${author}, ${sayDay(at, now)}`

/** Every version that was ever accepted, the newest first. */
export const Versions = ({ versions, inForce, now }: Props) => {
  const listed = versions.listed.value
  return (
    <Part title="Versions">
      {listed.length === 0 && <p class="empty">None yet.</p>}
      <ol>
        {listed.map((each) => (
          <li key={each.version} class="who">
            <div class="line">
              <a class="grow strong" href={hrefOf('rules', each.version)}>
                Version {each.version}
              </a>
              {each.version === inForce && <span class="chip on">In force</span>}
            </div>
            <p class="muted" dir="auto">
              {byWhom(each, now)}
            </p>
            {each.note && <p dir="auto">{each.note}</p>}
          </li>
        ))}
        {versions.hasMore.value && (
          <li class="who">
            <Button look="link" onClick={versions.more}>
              Earlier versions
            </Button>
          </li>
        )}
      </ol>
    </Part>
  )
}

const compareWith = (version: number) => (event: Event & { currentTarget: HTMLSelectElement }) => {
  location.hash = hrefOf('rules', version, Number(event.currentTarget.value))
}

const BringBack = ({ versions, version }: { versions: VersionsModel; version: number }) => (
  <Part title="Bring it back">
    <div class="editor">
      <p class="muted">Its text comes into force again, as a new version. It is checked again first.</p>
      <label class="field note">
        Note
        <input
          maxLength={500}
          placeholder={`Brings back version ${version}`}
          value={versions.note.value}
          onInput={(event) => {
            versions.note.value = event.currentTarget.value
          }}
        />
      </label>
      <div class="line wraps">
        <Button look="go" isHeldBack={versions.isBusy.value} onClick={() => versions.restore(version)}>
          Bring back version {version}
        </Button>
      </div>
    </div>
  </Part>
)

/** One version: what it changed of another, and its whole text. */
export const OneVersion = ({ versions, inForce, file, now }: Props & { file: string | null }) => {
  const opened = versions.opened.value
  const problem = versions.problem.value
  return (
    <div class="one-version">
      <a href={hrefOf('rules')}>All rules</a>
      {problem && (
        <p class="late" role="alert">
          {problem.message}
        </p>
      )}
      {!opened && !problem && <Loading />}
      {opened && (
        <>
          <div>
            <h1>
              Version {opened.version} {opened.version === inForce && <span class="chip on">In force</span>}
            </h1>
            <p class="muted" dir="auto">
              {byWhom(opened, now)}
            </p>
            {opened.note && <p dir="auto">{opened.note}</p>}
          </div>
          {opened.comparison && (
            <Part title="What it changed">
              <label class="who line against">
                Compared with
                <select value={opened.comparison.from.version} onChange={compareWith(opened.version)}>
                  {choices(versions.listed.value, opened.comparison.from, opened.version).map(({ version }) => (
                    <option key={version} value={version}>
                      Version {version}
                      {version === inForce ? ', in force' : ''}
                    </option>
                  ))}
                </select>
              </label>
              <Changes changes={opened.comparison.changes} />
            </Part>
          )}
          <Part title="The document">
            <div class="editor">
              <Code id="rules-version" label={`Rules, version ${opened.version}`} text={opened.text} marked={[]} />
            </div>
          </Part>
          {file === null && opened.version !== inForce && <BringBack versions={versions} version={opened.version} />}
        </>
      )}
    </div>
  )
}

const choices = (listed: readonly RulesVersion[], from: RulesVersion, except: number): RulesVersion[] =>
  [...listed.filter(({ version }) => version !== from.version), from]
    .filter(({ version }) => version !== except)
    .sort((a, b) => b.version - a.version)
