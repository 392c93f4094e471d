import "@mantine/core/styles/InlineInput.css";
import "@mantine/core/styles/Input.css";
import "@mantine/core/styles/Radio.css";
import { Button, NativeSelect, Radio, TextInput } from "@mantine/core";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { http, type Schemas } from "../../api/client";
import { useUndo } from "../../app/undo";
import { Card } from "../../parts/card";
import { useInstantOf } from "../../parts/instant";
import plain from "../../parts/plain.module.css";
import { sent } from "../../parts/sent";
import { REASONS, type Reason } from "./reasons";

type Opened = Schemas["OpenedReport"];
type Decision = Schemas["Decision"];

const DECISIONS: readonly Decision[] = ["no-action", "warn", "suspend", "end-pair", "pass-on"];

interface DecideProps {
  report: Opened;
  changed: (queued: Schemas["QueuedReport"] | undefined, more?: Partial<Opened>) => Promise<void>;
}

/** What comes of it. Shown as closed at once, sent when it was not taken back. */
export function Decide({ report, changed }: DecideProps) {
  const { t } = useTranslation("moderation");
  const undo = useUndo();
  const instantOf = useInstantOf();
  const [decision, setDecision] = useState<Decision | null>(null);
  const [reason, setReason] = useState<Reason | "">("");
  const [until, setUntil] = useState("");
  const decide = (event: FormEvent) => {
    event.preventDefault();
    if (!decision || !reason) return;
    const { report_id } = report;
    const end = decision === "suspend" && until ? instantOf(`${until}T23:59`).toISOString() : null;
    const body = { decision, reason, ...(end && { until: end }) };
    const shown = { state: "closed", decision, reason, until: end } as const;
    void changed(undefined, shown);
    undo.later({
      words: t("said-decided", { decision: t(`decision.${decision}`) }),
      send: async () => {
        const params = { path: { report_id } };
        const queued = await sent(http.PUT("/v1/moderation/reports/{report_id}/decision", { params, body }));
        await changed(queued, shown);
      },
      takeBack: () => void changed(undefined, { state: report.state, decision: null, reason: null, until: null }),
    });
  };
  return (
    <Card title={t("decide")}>
      <p className={plain.quiet}>{t("decide-text")}</p>
      <form className={plain.form} onSubmit={decide}>
        <fieldset className={plain.choices}>
          <legend>{t("what-comes")}</legend>
          {DECISIONS.map((one) => (
            <Radio
              key={one}
              name="decision"
              required
              label={t(`decision.${one}`)}
              description={t(`decision.${one}-help`)}
              checked={decision === one}
              onChange={() => setDecision(one)}
            />
          ))}
        </fieldset>
        {decision === "suspend" && (
          <TextInput
            type="date"
            label={t("suspend-until")}
            description={t("suspend-until-help")}
            value={until}
            onChange={(event) => setUntil(event.currentTarget.value)}
          />
        )}
        <NativeSelect
          required
          withAsterisk={false}
          label={t("why")}
          description={t("why-help")}
          value={reason}
          onChange={({ currentTarget }) => setReason(REASONS.find((one) => one === currentTarget.value) ?? "")}
          data={[{ value: "", label: t("why-choose") }, ...REASONS.map((value) => ({ value, label: t(`reason.${value}`) }))]}
        />
        <div>
          <Button type="submit" disabled={!decision || !reason}>
            {t("decide-close")}
          </Button>
        </div>
      </form>
    </Card>
  );
}
