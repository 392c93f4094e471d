import "@mantine/core/styles/Checkbox.css";
import "@mantine/core/styles/InlineInput.css";
import "@mantine/core/styles/Input.css";
import { Checkbox } from "@mantine/core";
import { useTranslation } from "react-i18next";
import plain from "../../parts/plain.module.css";

/** The facts that platforms may read, as `services/gateway/schemas/webhooks.py` has them. */
const TYPES = [
  "bothways.PairFormed.v1",
  "bothways.PairChanged.v1",
  "bothways.PairEnded.v1",
  "bothways.SessionHeld.v1",
  "bothways.ClaimRefused.v1",
  "bothways.ProgrammeOpened.v1",
  "bothways.ProgrammeChanged.v1",
  "bothways.ProgrammeClosed.v1",
  "bothways.PersonLeft.v1",
];

/** What a type of event is, in words; as it is called, where this version does not know it. */
export function useEvent(): (type: string) => string {
  const { t } = useTranslation("administer");
  return (type) => t(`events.${type.split(".")[1]}`, { defaultValue: type });
}

interface EventsProps {
  chosen: readonly string[];
  choose: (types: string[]) => void;
}

/** Which facts a webhook is told; none chosen means all. */
export function Events({ chosen, choose }: EventsProps) {
  const { t } = useTranslation("administer");
  const event = useEvent();
  return (
    <fieldset className={plain.choices}>
      <legend>{t("webhooks.events")}</legend>
      <p className={plain.quiet}>{t("webhooks.events-help")}</p>
      {TYPES.map((type) => (
        <Checkbox
          key={type}
          label={event(type)}
          checked={chosen.includes(type)}
          onChange={({ currentTarget }) =>
            choose(TYPES.filter((one) => (one === type ? currentTarget.checked : chosen.includes(one))))
          }
        />
      ))}
    </fieldset>
  );
}
