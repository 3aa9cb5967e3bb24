// module.cpp: the table of contents of loyaltycore._core. One bind_* per subject, one file each.
#include "bindings/bindings.hpp"

PYBIND11_MODULE(_core, m) {
  using namespace loyaltycore::bindings;
  m.doc() = "The compiled core of loyaltycore. Import `loyaltycore` instead: names may move here.";
  bind_errors(m);
  bind_names(m);
  bind_program(m);
  bind_quoted_numbers(m);
  bind_event(m);
  bind_effect(m);
  bind_quote(m);
  bind_decision(m);
  bind_explain(m);
  bind_member(m);
  bind_engine(m);
  bind_history(m);
  bind_replay(m);
  bind_receipt(m);
}
