import "@mantine/core/styles/Input.css";
import "@mantine/core/styles/ActionIcon.css";
import { ActionIcon, Button, Textarea, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { IconPlus, IconX } from "@tabler/icons-react";
import { useId, useRef, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { api, http, type Schemas } from "../../api/client";
import { useUndo } from "../../app/undo";
import { Form } from "../../parts/form";
import { ofPair } from "../../parts/of-pair";
import { sent } from "../../parts/sent";
import { usePair } from "../pair/pair-context";
import classes from "./agreement.module.css";

const AT_MOST = 5;
const LINE = 300;
const PARAGRAPH = 1000;

interface GoalDraft {
  goal_id?: string;
  text: string;
  measure: string;
}

export function OwnPartForm({ part, close }: { part: Schemas["PartShown"]; close: () => void }) {
  const { t } = useTranslation("agreement");
  const [goals, setGoals] = useState<GoalDraft[]>(part.goals.length ? part.goals : [{ text: "", measure: "" }]);
  const [gives, setGives] = useState<string[]>(part.gives.length ? part.gives : [""]);
  const [needs, setNeeds] = useState(part.needs);
  const [boundaries, setBoundaries] = useState(part.boundaries);
  const save = useSave();
  const send = () =>
    save({
      goals: goals.filter(({ text }) => text.trim()),
      gives: gives.filter((line) => line.trim()),
      needs,
      boundaries,
    });
  return (
    <Form send={send} close={close}>
      <Rows
        title={t("part.goals")}
        hint={t("form.goals-hint")}
        rows={goals}
        change={setGoals}
        fresh={{ text: "", measure: "" }}
        add={t("form.goal-add")}
        remove={(number) => t("form.goal-remove", { number })}
      >
        {(goal, set, number) => (
          <>
            <TextInput
              aria-label={t("form.goal", { number })}
              placeholder={t("form.goal-example")}
              maxLength={LINE}
              value={goal.text}
              onChange={(event) => set({ ...goal, text: event.currentTarget.value })}
            />
            <TextInput
              aria-label={t("form.measure", { number })}
              placeholder={t("form.measure-example")}
              maxLength={LINE}
              value={goal.measure}
              onChange={(event) => set({ ...goal, measure: event.currentTarget.value })}
            />
          </>
        )}
      </Rows>
      <Rows
        title={t("part.gives")}
        hint={t("form.gives-hint")}
        rows={gives}
        change={setGives}
        fresh=""
        add={t("form.give-add")}
        remove={(number) => t("form.give-remove", { number })}
      >
        {(give, set, number) => (
          <TextInput
            aria-label={t("form.give", { number })}
            placeholder={t("form.give-example")}
            maxLength={LINE}
            value={give}
            onChange={(event) => set(event.currentTarget.value)}
          />
        )}
      </Rows>
      <Textarea
        label={t("part.needs")}
        description={t("form.needs-hint")}
        autosize
        minRows={2}
        maxLength={PARAGRAPH}
        value={needs}
        onChange={(event) => setNeeds(event.currentTarget.value)}
      />
      <Textarea
        label={t("part.boundaries")}
        description={t("form.boundaries-hint")}
        autosize
        minRows={2}
        maxLength={PARAGRAPH}
        value={boundaries}
        onChange={(event) => setBoundaries(event.currentTarget.value)}
      />
      <p className={classes.quiet}>{t("form.signatures-back")}</p>
    </Form>
  );
}

function useSave(): (body: Schemas["OwnPart"]) => Promise<boolean> {
  const { t } = useTranslation("agreement");
  const { pair } = usePair();
  const client = useQueryClient();
  const undo = useUndo();
  const path = ofPair(pair.pair_id);
  return (body) =>
    undo.now({
      words: t("form.saved"),
      send: async () => {
        const agreement = await sent(http.PUT("/v1/pairs/{pair_id}/agreement/part", { ...path, body }));
        client.setQueryData(api.queryOptions("get", "/v1/pairs/{pair_id}/agreement", path).queryKey, agreement);
      },
    });
}

interface RowsProps<Row> {
  title: string;
  hint: string;
  rows: readonly Row[];
  change: (rows: Row[]) => void;
  fresh: Row;
  add: string;
  remove: (number: number) => string;
  children: (row: Row, set: (row: Row) => void, number: number) => ReactNode;
}

/** Some lines of a kind: each can go, and one more can come. */
function Rows<Row>({ title, hint, rows, change, fresh, add, remove, children }: RowsProps<Row>) {
  const id = useId();
  const all = useRef<HTMLDivElement>(null);
  const adder = useRef<HTMLButtonElement>(null);
  const addOne = () => {
    change([...rows, fresh]);
    requestAnimationFrame(() => all.current?.querySelector<HTMLElement>("[data-row]:last-of-type input")?.focus());
  };
  const removeOne = (at: number) => {
    change(rows.filter((_, own) => own !== at));
    adder.current?.focus();
  };
  return (
    <div ref={all} className={classes.rows} role="group" aria-labelledby={id}>
      <div>
        <div id={id} className={classes.label}>
          {title}
        </div>
        <div className={classes.hint}>{hint}</div>
      </div>
      {rows.map((row, at) => (
        <div key={at} data-row className={classes.row}>
          <div className={classes.inputs}>
            {children(row, (changed) => change(rows.map((one, own) => (own === at ? changed : one))), at + 1)}
          </div>
          <ActionIcon variant="subtle" color="gray" size="lg" aria-label={remove(at + 1)} onClick={() => removeOne(at)}>
            <IconX size={18} />
          </ActionIcon>
        </div>
      ))}
      <div>
        <Button
          ref={adder}
          variant="default"
          size="compact-sm"
          leftSection={<IconPlus size={16} />}
          disabled={rows.length >= AT_MOST}
          onClick={addOne}
        >
          {add}
        </Button>
      </div>
    </div>
  );
}
