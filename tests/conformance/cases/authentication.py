"""Who may ask."""

from world import case


@case
def a_wrong_token_is_refused(w):
    for place in ("/api", "/version", "/api/v1/namespaces/default/secrets"):
        answer = w.cluster.stranger("GET", place,
                                    Authorization="Bearer not-the-token")
        w.see(place, {"code": answer.status, "body": answer.body,
                      "type": answer.headers["Content-Type"]})


@case
def without_credentials_there_are_no_objects(w):
    answer = w.cluster.stranger("GET", "/api/v1/namespaces/default/secrets")
    w.see_refusal("secrets", answer)
    answer = w.cluster.stranger("DELETE", "/api/v1/namespaces/default")
    w.see_refusal("delete", answer)


@case
def another_scheme_is_no_credential(w):
    answer = w.cluster.stranger("GET", "/api/v1/namespaces/default/secrets",
                                Authorization="Basic dXNlcjpwYXNzd29yZA==")
    w.see_refusal("basic", answer)


@case
def one_may_act_for_another(w):
    w.see_refusal("nobody", w.get("/api/v1/namespaces/default/secrets",
                                  Impersonate_User="nobody"))
