import { useLingui } from "@lingui/react/macro";
import { WebServiceState, WebServiceTestResult } from "../../../gen/kadans/v1/web_service_pb";

/** What failed, and what to do. */
interface FailureWords {
  title: string;
  advice: string;
}

/** A function that says why a web service could not be asked, as far as that is told. */
export function useFailureWords(): (result: WebServiceTestResult) => FailureWords {
  const { t } = useLingui();
  return (result) => {
    switch (result) {
      case WebServiceTestResult.UNREACHABLE:
        return {
          title: t`The web service can’t be reached`,
          advice: t`Nothing answered in time. Check the URL, and ask your contact at Odigo whether the web service may be asked from this server. Addresses of private networks are never asked.`,
        };
      case WebServiceTestResult.WRONG_CREDENTIALS:
        return {
          title: t`Username or password is wrong`,
          advice: t`Enter both again. If they are right, ask your contact at Odigo whether this user may use the web service.`,
        };
      case WebServiceTestResult.WRONG_TENANT:
        return {
          title: t`The tenant ID is wrong`,
          advice: t`The web service answers, but does not know the tenant of the URL. Ask your contact at Odigo for the tenant ID.`,
        };
      default:
        return {
          title: t`The web service answered something unexpected`,
          advice: t`Check the URL. If it is right, compare the settings under “Advanced” with what your contact at Odigo says.`,
        };
    }
  };
}

/** What each state of the web service is called. */
export function useWebServiceStates(): Record<WebServiceState, string> {
  const { t } = useLingui();
  return {
    [WebServiceState.UNSPECIFIED]: t`Unknown`,
    [WebServiceState.NOT_USED]: t`Not used`,
    [WebServiceState.UNTRIED]: t`Not asked yet`,
    [WebServiceState.ANSWERING]: t`Answering`,
    [WebServiceState.FAILING]: t`Failing`,
    [WebServiceState.SUSPENDED]: t`Suspended after failures`,
  };
}
