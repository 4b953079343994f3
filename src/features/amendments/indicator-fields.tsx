import type { IndicatorFacts } from "#features/plans/plan-change.ts"
import { TextArea, TextField } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { targetsInWords } from "./typed-change.ts"

export function IndicatorFields({ indicator }: { indicator: IndicatorFacts | null }) {
  const say = useSay()
  return (
    <>
      <TextArea name="title" label={say("indicator.title")} initial={indicator?.title} />
      <TextField name="unitOfMeasure" label={say("indicator.unitOfMeasure")} initial={indicator?.unitOfMeasure} />
      <TextArea
        name="targets"
        label={say("indicator.targets")}
        hint={say("indicator.targetsHint")}
        initial={targetsInWords(indicator?.targets ?? [])}
        rows={4}
      />
    </>
  )
}
