import "@mantine/core/styles/Input.css";
import { Button, Textarea } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { api, http, type Schemas } from "../../api/client";
import { useUndo } from "../../app/undo";
import { Card } from "../../parts/card";
import { Form } from "../../parts/form";
import { RadioGroup } from "../../parts/radio-group";
import { ofPair } from "../../parts/of-pair";
import { useIdempotencyKey } from "../../parts/idempotency-key";
import { Readers } from "../../parts/readers";
import { BothSaid, Said } from "../../parts/said";
import { sent } from "../../parts/sent";
import { Trouble } from "../../parts/trouble";
import { Waiting } from "../../parts/waiting";
import { inPair } from "../pair/in-pair";
import { usePair } from "../pair/pair-context";

type ReviewShown = Schemas["ReviewShown"];
type Decision = Schemas["ReviewDecision"];

const DECISIONS: readonly Decision[] = ["keep", "change", "end-soon"];
const LINE = 280;

/** Half-way: each says alone how it should go on, and both read it once both have. */
export default inPair(Review);

function Review() {
  const { t } = useTranslation("endings");
  const { pair, partnerId, first } = usePair();
  const { data, error, refetch } = api.useQuery("get", "/v1/pairs/{pair_id}/review", ofPair(pair.pair_id));
  const [isChanging, setChanging] = useState(false);
  if (!data) return error ? <Trouble error={error} retry={refetch} /> : <Waiting />;
  const mine = data.given.find(({ person_id }) => person_id !== partnerId);
  const theirs = data.given.find(({ person_id }) => person_id === partnerId);
  const isDue = data.due_since !== null && !data.over_at;
  return (
    <Card title={t("review.title")} aside={<Readers who={theirs ? "pair" : "mine"} name={first} />}>
      {isDue && (!mine || isChanging) ? (
        <Giving given={mine} close={mine && (() => setChanging(false))} />
      ) : (
        <>
          <p>{t(`review.${stateOf(isDue, mine, theirs)}`, { name: first })}</p>
          {(mine || theirs) && (
            <BothSaid>
              {mine && <Word word={mine} who={t("you")} />}
              {theirs && <Word word={theirs} who={first} />}
            </BothSaid>
          )}
          {isDue && mine && !theirs && (
            <div>
              <Button variant="default" onClick={() => setChanging(true)}>
                {t("review.again")}
              </Button>
            </div>
          )}
          {mine && theirs && <Next decisions={[mine.decision, theirs.decision]} />}
        </>
      )}
    </Card>
  );
}

function stateOf(isDue: boolean, mine: unknown, theirs: unknown): string {
  if (mine && theirs) return "both";
  if (mine) return isDue ? "waits" : "alone";
  return theirs ? "theirs" : "not-yet";
}

function Word({ word: { decision, line }, who }: { word: Schemas["ReviewGiven"]; who: string }) {
  const { t } = useTranslation("endings");
  return (
    <Said who={who}>
      <strong>{decision ? t(`review.${decision}`) : t("erased")}</strong>
      {line && <blockquote>{line}</blockquote>}
    </Said>
  );
}

/** What follows from what both said is theirs to do; here is where. */
function Next({ decisions }: { decisions: readonly (Decision | null)[] }) {
  const { t } = useTranslation("endings");
  const { pair } = usePair();
  const next = decisions.includes("end-soon") ? "farewell" : decisions.includes("change") ? "agreement" : "sessions";
  return (
    <div>
      <Button component={Link} href={`/pairs/${pair.pair_id}/${next}`} variant="default">
        {t(`review.to-${next}`)}
      </Button>
    </div>
  );
}

interface GivingProps {
  given: Schemas["ReviewGiven"] | undefined;
  close: (() => void) | undefined;
}

function Giving({ given, close }: GivingProps) {
  const { t } = useTranslation("endings");
  const { pair, first } = usePair();
  const [decision, setDecision] = useState<Decision | null>(given?.decision ?? null);
  const [line, setLine] = useState(given?.line ?? "");
  const withKey = useIdempotencyKey();
  const client = useQueryClient();
  const undo = useUndo();
  const { queryKey } = api.queryOptions("get", "/v1/pairs/{pair_id}/review", ofPair(pair.pair_id));
  const give = async () => {
    if (!decision) return false;
    const body = { decision, line: line.trim() || null };
    const post = (key: string) => {
      const params = { path: { pair_id: pair.pair_id }, header: { "Idempotency-Key": key } };
      return http.POST("/v1/pairs/{pair_id}/review", { params, body });
    };
    return undo.now({
      words: t("review.said"),
      send: async () => client.setQueryData<ReviewShown>(queryKey, await sent(withKey(body, post))),
    });
  };
  return (
    <Form submit={t("review.send")} isReady={decision !== null} send={give} close={close}>
      <RadioGroup
        question={t("review.question")}
        isLarge
        choices={DECISIONS.map((value) => ({ value, words: t(`review.${value}`), hint: t(`review.${value}-hint`) }))}
        value={decision}
        onChange={setDecision}
      />
      <Textarea
        label={t("review.line", { name: first })}
        description={t("review.line-hint", { name: first })}
        autosize
        minRows={2}
        maxLength={LINE}
        value={line}
        onChange={(event) => setLine(event.currentTarget.value)}
      />
    </Form>
  );
}
