import { Button } from "@mantine/core";
import { IconCircle, IconCircleCheckFilled } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import type { Request } from "../../parts/asked";
import { firstOf, useNameOf } from "../../parts/people";
import classes from "./welcome.module.css";

interface AskedProps {
  request: Request | undefined;
  hasWish: boolean;
  hasGives: boolean;
}

/** What is done, and the few things that can come next. */
export function Asked({ request, hasWish, hasGives }: AskedProps) {
  const { t } = useTranslation("welcome");
  const name = firstOf(useNameOf(request?.mentor_id ?? ""));
  const steps = [
    { words: t("asked.wish"), isDone: hasWish, href: "/find" },
    { words: t("asked.gives"), isDone: hasGives, href: "/me/profile" },
    { words: t("asked.request"), isDone: request !== undefined, href: "/find" },
    { words: t("asked.prepare"), isDone: false, href: "/preparation" },
    { words: t("asked.journal"), isDone: false, href: "/journal/new" },
  ];
  return (
    <div className={classes.form}>
      <p>{request ? t("asked.text", { name }) : t("asked.text-none")}</p>
      <ul className={classes.checklist}>
        {steps.map(({ words, isDone, href }) => (
          <li key={words} data-done={isDone || undefined}>
            {isDone ? <IconCircleCheckFilled size={22} aria-label={t("asked.done")} /> : <IconCircle size={22} aria-hidden="true" />}
            {isDone ? <span>{words}</span> : <Link href={href}>{words}</Link>}
          </li>
        ))}
      </ul>
      <div className={classes.steps}>
        <Button component={Link} href="/" size="md">
          {t("asked.today")}
        </Button>
        {request && (
          <Button component={Link} href={`/requests/${request.request_id}`} size="md" variant="default">
            {t("asked.look")}
          </Button>
        )}
      </div>
    </div>
  );
}
