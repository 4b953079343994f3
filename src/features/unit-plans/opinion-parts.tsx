import { useSay } from "#ui/language.tsx"
import { Tag, type Tone } from "#ui/parts.tsx"
import type { OpinionState } from "./coordination.ts"

const tones: Record<OpinionState, Tone> = { waiting: "calm", late: "bad", answered: "good", answeredLate: "warn" }

export const OpinionStateTag = ({ state }: { state: OpinionState }) => {
  const say = useSay()
  return <Tag tone={tones[state]}>{say(`opinion.state.${state}`)}</Tag>
}
