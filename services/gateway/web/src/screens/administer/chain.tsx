import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { http, problemOf, type Problem } from "../../api/client";
import { Card } from "../../parts/card";
import { linesOf } from "../../parts/lines";
import plain from "../../parts/plain.module.css";
import { Trouble } from "../../parts/trouble";
import { checked, type Checked } from "./following";

/** The log as a file, and whether every row of it still holds all that came before: worked out in this browser. */
export function Chain() {
  const { t } = useTranslation("administer");
  const [isBusy, setBusy] = useState(false);
  const [found, setFound] = useState<Checked | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const check = async () => {
    setBusy(true);
    setProblem(null);
    try {
      const { error, response } = await http.GET("/v1/audit/export", { parseAs: "stream" });
      if (error !== undefined) throw error;
      setFound(await checked(linesOf(response)));
    } catch (error) {
      setProblem(problemOf(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Card title={t("chain.title")}>
      <p>{t("chain.text")}</p>
      <div className={plain.deeds}>
        <Button loading={isBusy} onClick={() => void check()}>
          {t("chain.check")}
        </Button>
        <Button component="a" href="/v1/audit/export" download="audit.ndjson" variant="default">
          {t("chain.export")}
        </Button>
      </div>
      <div role="status">
        {!found && <p className={plain.quiet}>{t("chain.noted")}</p>}
        {found && (
          <p className={plain.note}>
            <strong>{t(found.brokenAt === null ? "chain.holds" : "chain.broken", { position: found.brokenAt })}</strong>{" "}
            {found.brokenAt === null && t("chain.rows", { count: found.rows })} <code>{found.hash.slice(0, 16)}</code>
          </p>
        )}
      </div>
      {problem && <Trouble error={problem} />}
    </Card>
  );
}
