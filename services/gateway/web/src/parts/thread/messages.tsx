import { Button } from "@mantine/core";
import { Fragment } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "../../app/session";
import { useWhen } from "../when";
import { MessageShown } from "./message-shown";
import classes from "./thread.module.css";
import type { Message, Outgoing, ThreadHere } from "./use-thread";

/** The newest last, and in sight. */
export function Messages({ thread, name }: { thread: ThreadHere; name: string }) {
  const { t } = useTranslation("thread");
  const me = useMe();
  const { messages, outgoing, readBefore, older } = thread;
  const { day } = useWhen();
  const firstUnread = messages.find(({ number, author_id }) => number > readBefore && author_id !== me.person_id);
  const isNewDay = ({ at }: Message, before: Message | undefined) => !before || day(at) !== day(before.at);
  return (
    <div className={classes.scroll} role="log" tabIndex={0} aria-label={t("title")}>
      <ol className={classes.messages}>
        {older && (
          <li className={classes.between}>
            <Button size="compact-sm" variant="default" onClick={older}>
              {t("older")}
            </Button>
          </li>
        )}
        {messages.map((message, index) => (
          <Fragment key={message.message_id}>
            {isNewDay(message, messages[index - 1]) && <li className={classes.between}>{day(message.at)}</li>}
            {message === firstUnread && (
              <li className={classes.between} data-new>
                {t("new")}
              </li>
            )}
            <MessageShown message={message} name={name} remove={thread.remove} />
          </Fragment>
        ))}
        {outgoing.map((one) => (
          <OutgoingShown key={one.key} outgoing={one} again={() => void thread.write(one.text, one.key)} />
        ))}
      </ol>
    </div>
  );
}

function OutgoingShown({ outgoing: { text, problem }, again }: { outgoing: Outgoing; again: () => void }) {
  const { t } = useTranslation("thread");
  return (
    <li className={classes.message} data-mine data-outgoing>
      <p>{text}</p>
      {problem ? (
        <footer role="alert">
          <span>{problem.title}</span>
          <button type="button" onClick={again}>
            {t("again")}
          </button>
        </footer>
      ) : (
        <footer>{t("sending")}</footer>
      )}
    </li>
  );
}
