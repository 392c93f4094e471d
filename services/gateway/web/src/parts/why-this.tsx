import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { api } from "../api/client";
import { useInWords } from "./in-words";
import type { Notice } from "./notices";

/** Which occasion led to it, when such a thing comes at all, the facts behind it, and what keeps the next one away. */
export function WhyThis({ notice: { notice_id, why } }: { notice: Notice }) {
  const { t } = useTranslation();
  const inWords = useInWords();
  const { data } = api.useQuery("get", "/v1/inbox/{notice_id}/why", { params: { path: { notice_id } } });
  const facts = data?.facts.flatMap(({ path }) => path ?? []) ?? [];
  return (
    <>
      <p>{why}</p>
      {data && (
        <>
          <p>{`${inWords(data.purpose)} ${inWords(data.when)}`}</p>
          {facts.length > 0 && (
            <p>
              {t("notice.why-facts")}:{" "}
              {facts.map((path, index) => (
                <span key={path}>
                  {index > 0 && ", "}
                  <a href={path} target="_blank" rel="noreferrer">
                    {t("notice.why-fact", { number: index + 1 })}
                  </a>
                </span>
              ))}
            </p>
          )}
          <Link href={`/preferences#kind-${data.switch.kind}`}>
            {t("notice.why-switch", { kind: inWords(data.switch.words) })}
          </Link>
        </>
      )}
    </>
  );
}
