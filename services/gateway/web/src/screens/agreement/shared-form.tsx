import "@mantine/core/styles/Input.css";
import { NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { http, type Schemas } from "../../api/client";
import { useEdit } from "../../parts/edit";
import { EditConflict } from "../../parts/edit-conflict";
import { Form } from "../../parts/form";
import { useReread } from "../../parts/reread";
import { sent } from "../../parts/sent";
import { usePair } from "../pair/pair-context";
import classes from "./agreement.module.css";
import { FIELDS, useSharedSaid, type SharedShown } from "./shared-said";

const CADENCES = [7, 14, 21, 28, 42];
const LENGTHS = [20, 30, 45, 60, 90];
const LINE = 300;
const PARAGRAPH = 1000;

interface SharedFormProps {
  agreement: Schemas["Agreement"];
  close: () => void;
}

/** Either of the two writes it, so the other may have been faster. */
export function SharedForm({ agreement, close }: SharedFormProps) {
  const { t } = useTranslation("agreement");
  const { pair, first } = usePair();
  const reread = useReread();
  const said = useSharedSaid();
  const { draft, write, theirs, save } = useEdit<Schemas["Agreement"], SharedShown>({
    version: agreement.version,
    words: () => t("form.saved"),
    send: (body, version) => {
      const params = { path: { pair_id: pair.pair_id }, header: { "If-Match": version } };
      return sent(http.PUT("/v1/pairs/{pair_id}/agreement/shared", { params, body }));
    },
    reread: () => reread("/v1/pairs/{pair_id}/agreement"),
  });
  const shared = draft ?? agreement.shared;
  const { cadence_days, session_minutes, channel, confidentiality, ending } = shared;
  const set = (part: Partial<SharedShown>) => write({ ...shared, ...part });
  return (
    <>
      {theirs && (
        <EditConflict
          by={first}
          fields={FIELDS.map((field) => ({
            name: t(`shared.${field}`),
            theirs: said(theirs.shared, field),
            mine: said(shared, field),
            take: () => set({ [field]: theirs.shared[field] }),
          }))}
          keepMine={async () => (await save(shared)) && close()}
          takeTheirs={close}
        />
      )}
      <Form send={() => save(shared)} close={close}>
        <div className={classes.pair}>
          <Count
            label={t("shared.cadence_days")}
            value={cadence_days}
            usual={CADENCES}
            words={(count) => t("shared.every", { count })}
            set={(days) => set({ cadence_days: days })}
          />
          <Count
            label={t("shared.session_minutes")}
            value={session_minutes}
            usual={LENGTHS}
            words={(count) => t("shared.minutes", { count })}
            set={(minutes) => set({ session_minutes: minutes })}
          />
        </div>
        <TextInput
          label={t("shared.channel")}
          placeholder={t("shared.channel-example")}
          maxLength={LINE}
          value={channel}
          onChange={(event) => set({ channel: event.currentTarget.value })}
        />
        <Textarea
          label={t("shared.confidentiality")}
          placeholder={t("shared.confidentiality-example")}
          autosize
          minRows={2}
          maxLength={PARAGRAPH}
          value={confidentiality}
          onChange={(event) => set({ confidentiality: event.currentTarget.value })}
        />
        <Textarea
          label={t("shared.ending")}
          placeholder={t("shared.ending-example")}
          autosize
          minRows={2}
          maxLength={PARAGRAPH}
          value={ending}
          onChange={(event) => set({ ending: event.currentTarget.value })}
        />
        <p className={classes.quiet}>{t("form.signatures-back")}</p>
      </Form>
    </>
  );
}

interface CountProps {
  label: string;
  value: number | null;
  usual: readonly number[];
  words: (count: number) => string;
  set: (count: number | null) => void;
}

/** One of the usual numbers, or of one's own where one was agreed; or none yet. */
function Count({ label, value, usual, words, set }: CountProps) {
  const { t } = useTranslation("agreement");
  const all = value && !usual.includes(value) ? [...usual, value].sort((one, other) => one - other) : usual;
  return (
    <NativeSelect
      label={label}
      value={value ?? ""}
      data={[
        { value: "", label: t("shared.open") },
        ...all.map((count) => ({ value: String(count), label: words(count) })),
      ]}
      onChange={(event) => set(Number(event.currentTarget.value) || null)}
    />
  );
}
