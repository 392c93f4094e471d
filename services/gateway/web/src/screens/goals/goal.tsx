import "@mantine/core/styles/Input.css";
import { Button, Textarea } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { IconArrowsExchange, IconCircle, IconCircleCheckFilled, IconCircleMinus } from "@tabler/icons-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { api, http, type Schemas } from "../../api/client";
import { useUndo } from "../../app/undo";
import { Form } from "../../parts/form";
import { RadioGroup } from "../../parts/radio-group";
import { ofPair } from "../../parts/of-pair";
import { sent } from "../../parts/sent";
import { useWhen } from "../../parts/when";
import { usePair } from "../pair/pair-context";
import classes from "./goals.module.css";

type State = Schemas["GoalState"];

const ICONS = { open: IconCircle, reached: IconCircleCheckFilled, changed: IconArrowsExchange, dropped: IconCircleMinus };
const STATES: readonly State[] = ["reached", "open", "changed", "dropped"];
const LINE = 300;

/** One goal: what it is, how one would know, and what became of it. */
export function Goal({ goal, isMine }: { goal: Schemas["Goal"]; isMine: boolean }) {
  const { t } = useTranslation("goals");
  const { pair } = usePair();
  const { day } = useWhen();
  const [isMarking, setMarking] = useState<State | null>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const Icon = ICONS[goal.state];
  const close = () => {
    setMarking(null);
    requestAnimationFrame(() => opener.current?.focus());
  };
  return (
    <li className={classes.goal} data-state={goal.state}>
      <Icon size={24} aria-hidden="true" />
      <div className={classes.about}>
        <h3>{goal.text || t("erased")}</h3>
        {goal.measure && <p className={classes.quiet}>{t("measured", { measure: goal.measure })}</p>}
        {goal.state !== "open" && (
          <p className={classes.became}>
            {t(`state.${goal.state}`)}
            {goal.marked_at && ` · ${day(goal.marked_at)}`}
          </p>
        )}
        {goal.line && <blockquote>{goal.line}</blockquote>}
        {isMine &&
          !pair.ended_at &&
          (isMarking ? (
            <Mark goal={goal} first={isMarking} close={close} />
          ) : (
            <div className={classes.deeds}>
              {goal.state === "open" && (
                <Button size="compact-sm" onClick={() => setMarking("reached")}>
                  {t("mark.reached")}
                </Button>
              )}
              <Button ref={opener} size="compact-sm" variant="default" onClick={() => setMarking(goal.state)}>
                {t(goal.state === "open" ? "mark.other" : "mark.again")}
              </Button>
            </div>
          ))}
      </div>
    </li>
  );
}

function Mark({ goal, first, close }: { goal: Schemas["Goal"]; first: State; close: () => void }) {
  const { t } = useTranslation("goals");
  const [state, setState] = useState(first);
  const [line, setLine] = useState(goal.line);
  const mark = useMark(goal);
  const send = async () => {
    mark(state, line);
    return true;
  };
  return (
    <Form send={send} close={close}>
      <RadioGroup
        question={t("mark.question")}
        choices={STATES.map((one) => ({ value: one, words: t(`state.${one}`), Icon: ICONS[one] }))}
        value={state}
        onChange={setState}
      />
      <Textarea
        label={t("mark.line")}
        description={t("mark.line-hint")}
        autosize
        maxLength={LINE}
        value={line}
        onChange={(event) => setLine(event.currentTarget.value)}
      />
    </Form>
  );
}

/** So at once, sent when it was not taken back. */
function useMark({ goal_id, text }: Schemas["Goal"]): (state: State, line: string) => void {
  const { t } = useTranslation("goals");
  const { pair } = usePair();
  const client = useQueryClient();
  const undo = useUndo();
  const { queryKey } = api.queryOptions("get", "/v1/pairs/{pair_id}/goals", ofPair(pair.pair_id));
  return (state, line) => {
    const before = client.getQueryData<Schemas["Goals"]>(queryKey);
    client.setQueryData<Schemas["Goals"]>(queryKey, (goals) =>
      goals && { data: goals.data.map((one) => (one.goal_id === goal_id ? { ...one, state, line, marked_at: null } : one)) },
    );
    undo.later({
      words: t(`said.${state}`, { goal: text }),
      takeBack: () => client.setQueryData(queryKey, before),
      send: async () => {
        const params = { path: { pair_id: pair.pair_id, goal_id } };
        await sent(http.PUT("/v1/pairs/{pair_id}/goals/{goal_id}", { params, body: { state, line } }));
        await client.invalidateQueries({ queryKey });
      },
    });
  };
}
