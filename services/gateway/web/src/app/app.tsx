import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { lazy, Suspense, useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Route, Switch } from "wouter";
import { Page } from "../parts/page";
import { Trouble } from "../parts/trouble";
import { Waiting } from "../parts/waiting";
import { useOutbox } from "./outbox";
import { SCREENS } from "./screens";
import { useMe, useSession, type Me } from "./session";
import { Shell } from "./shell";
import { forgetEverything, isSomebodyElse, queries, rememberPerson } from "./store";
import { theme } from "./theme";
import { Undoing } from "./undo";

const SignIn = lazy(() => import("../screens/sign-in/sign-in"));
const Nowhere = lazy(() => import("../screens/nowhere/nowhere"));

const ROUTES = SCREENS.map(({ path, load }) => ({ path, Screen: lazy(load) }));

export function App() {
  return (
    // Style elements are what the content security policy forbids: all of Mantine's come as files.
    <MantineProvider theme={theme} defaultColorScheme="auto" withCssVariables={false} withGlobalClasses={false}>
      <QueryClientProvider client={queries}>
        <Suspense fallback={<Opening />}>
          <Door />
        </Suspense>
      </QueryClientProvider>
    </MantineProvider>
  );
}

/** Whoever is signed in comes in; everybody else is asked who they are. */
function Door() {
  const { me, isUnknown, problem, readAgain } = useSession();
  if (me) return isSomebodyElse(idOf(me)) ? <Anew /> : <Inside />;
  if (isUnknown) return <SignIn />;
  return problem ? <Away problem={problem} retry={readAgain} /> : <Opening />;
}

function idOf({ org, person_id }: Me): string {
  return `${org}/${person_id}`;
}

/** The page begins anew, once no screen stands any more on what is forgotten. */
function Anew() {
  useEffect(() => void forgetEverything().then(() => location.reload()), []);
  return <Opening />;
}

/** As the page has it before its program is there (index.html). */
function Opening() {
  return (
    <p className="opening">
      <img src="/icon.svg" alt="" width={28} height={28} /> Bothways
    </p>
  );
}

/** Somebody is signed in, perhaps; nobody is to be asked who they are because the house does not answer. */
function Away({ problem, retry }: { problem: unknown; retry: () => unknown }) {
  const { t } = useTranslation();
  return (
    <main style={{ padding: "2rem" }}>
      <Page title={t("problem.unforeseen")}>
        <Trouble error={problem} retry={retry} />
      </Page>
    </main>
  );
}

function Inside() {
  const id = idOf(useMe());
  useEffect(() => rememberPerson(id), [id]);
  useOutbox();
  return (
    <Undoing>
      <Shell>
        <Suspense fallback={<Waiting />}>
          <Switch>
            {ROUTES.map(({ path, Screen }) => (
              <Route key={path} path={path} component={Screen} />
            ))}
            <Route component={Nowhere} />
          </Switch>
        </Suspense>
      </Shell>
    </Undoing>
  );
}
