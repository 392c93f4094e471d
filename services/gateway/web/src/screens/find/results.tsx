import { IconX } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../api/client";
import { directionOf, type Direction } from "../../parts/directions";
import { useSuggesting } from "../../parts/suggesting";
import { Suggestions } from "../../parts/suggestions";
import { useTopics } from "../../parts/topics";
import { Trouble } from "../../parts/trouble";
import { Waiting } from "../../parts/waiting";
import classes from "./find.module.css";

const LOOK_AGAIN_MS = 1_000;

/** Who was found for a wish. Each topic can be left out. */
export function Results({ requestId, onFound }: { requestId: string; onFound: (requestId: string) => void }) {
  const { t } = useTranslation("find");
  const path = { params: { path: { request_id: requestId } } };
  const { data, error, refetch } = api.useQuery("get", "/v1/requests/{request_id}", path, {
    refetchInterval: ({ state }) => (state.data?.state === "asked" ? LOOK_AGAIN_MS : false),
  });
  const { suggest, isBusy, error: refused } = useSuggesting();
  const heading = useRef<HTMLHeadingElement>(null);
  const isThere = data !== undefined && data.state !== "asked";
  useEffect(() => {
    if (isThere) heading.current?.focus();
  }, [isThere]);
  const called = useTopics(data?.topics ?? []);
  if (error && !data) return <Trouble error={error} retry={refetch} />;
  if (!data || !isThere) return <Waiting />;
  const look = async (topics: readonly string[], direction: Direction) => {
    const request = await suggest(topics, direction);
    if (request) onFound(request.request_id);
  };
  const without = (topic: string) =>
    look(
      data.topics.filter((one) => one !== topic),
      directionOf(data),
    );
  return (
    <section className={classes.results} aria-labelledby="found">
      <h2 id="found" ref={heading} tabIndex={-1}>
        {t("results")}
      </h2>
      <ul className={classes.topics} aria-label={t("topics")}>
        {data.topics.map((topic, number) => (
          <li key={topic}>
            {called[number]}
            {data.topics.length > 1 && (
              <button type="button" disabled={isBusy} aria-label={t("without", { topic: called[number] })} onClick={() => void without(topic)}>
                <IconX size={16} aria-hidden="true" />
              </button>
            )}
          </li>
        ))}
        <li className={classes.wayShown}>{t(`way.${directionOf(data)}`)}</li>
      </ul>
      {refused !== undefined && <Trouble error={refused} />}
      <Suggestions request={data} onElse={(direction) => void look(data.topics, direction)} />
    </section>
  );
}
