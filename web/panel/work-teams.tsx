import type { Colleague, MyWork } from '../../shared/work-api'
import type { PanelModel } from '../model/panel'
import { tMore } from '../text/more'
import { Load } from '../view/load'
import { Avatar } from '../view/person'

const Member = ({ member, panel }: { member: Colleague; panel: PanelModel }) => (
  <li class={`who line${member.isThere ? '' : ' off'}`}>
    <Avatar person={member.person} />
    <div class="grow">
      <button
        type="button"
        class="as-text cut"
        dir="auto"
        id={`work-of-${member.person.id}`}
        onClick={() => {
          panel.page.value = { kind: 'work', teammateId: member.person.id, name: member.person.name }
        }}
      >
        {member.person.name}
      </button>
      <div class="muted">{member.presence}</div>
    </div>
    <div class="load">
      <Load name={member.person.name} openLoad={member.openLoad} capacity={member.capacity} />
    </div>
  </li>
)

/** Each team's people, with their load against their capacity; a name opens that person's work. */
export const Teams = ({ teams, panel }: { teams: MyWork['teams']; panel: PanelModel }) => (
  <>
    {teams.map(({ name, label, members }) => (
      <section key={name}>
        <h2>{tMore().work.rightNow(label)}</h2>
        <ul class="card people">
          {members.map((member) => (
            <Member key={member.person.id} member={member} panel={panel} />
          ))}
        </ul>
      </section>
    ))}
  </>
)
