// ledger_words.hpp: effects as short lines of text, so that a test reads like a ledger.
#pragma once

#include <cstdio>
#include <map>
#include <string>
#include <string_view>

#include "loyaltycore/model/effect.hpp"
#include "loyaltycore/model/program.hpp"
#include "loyaltycore/model/standing.hpp"

namespace loyaltycore::support {

/// Day of "2016-05-03".
[[nodiscard]] inline Day day_in(std::string_view date) {
  const auto number = [&](std::size_t from, std::size_t count) {
    return std::stoi(std::string(date.substr(from, count)));
  };
  return day_of(
      {number(0, 4), static_cast<unsigned>(number(5, 2)), static_cast<unsigned>(number(8, 2))});
}

[[nodiscard]] inline std::string day_word(Day day) {
  if (day == kNoDay) return "never";
  const CivilDate date = civil_of(day);
  std::array<char, 40> text{};
  std::snprintf(text.data(), text.size(), "%04d-%02u-%02u", date.year, date.month, date.day);
  return text.data();
}

[[nodiscard]] inline std::string instant_word(const Zone& zone, Instant instant) {
  return instant == kNever ? "never" : day_word(zone.day_at(instant));
}

[[nodiscard]] inline std::string tier_word(const Program& program, std::size_t version,
                                           std::size_t ladder, std::int64_t tier) {
  const auto& levels = program.versions()[version].ladders[ladder].levels;
  if (static_cast<std::size_t>(tier) >= levels.size()) return std::to_string(tier);
  const std::uint16_t name = levels[static_cast<std::size_t>(tier)].name;
  return std::string(program.names().name(NameKind::tier, name));
}

/// The purse or ladder of a movement.
[[nodiscard]] inline std::string book_word(const Program& program, const Effect<>& effect) {
  const bool growth = effect.currency == Currency::growth;
  const NameKind kind = growth ? NameKind::ladder : NameKind::purse;
  return std::string(book_name(program.names(), kind, effect.purse));
}

/// "medal baby, settled: 1 -> 2".
[[nodiscard]] inline std::string medal_words(const Program& program, const Effect<>& effect) {
  return "medal " + std::string(program.names().name(NameKind::medal, effect.index)) + ", " +
         std::string(kCauseNames[static_cast<std::size_t>(effect.cause)]) + ": " +
         std::to_string(effect.before) + " -> " + std::to_string(effect.after);
}

/// "score active, settled: 3 -> 12 known+best", "-" without a level, "closed" where a gate is.
[[nodiscard]] inline std::string score_words(const Program& program, const Effect<>& effect) {
  const NameTable& names = program.names();
  std::string levels;
  for (std::uint16_t level = 1; level <= names.count(NameKind::score_level); ++level) {
    if ((effect.amount >> level & 1) == 0) continue;
    levels += (levels.empty() ? "" : "+") + std::string(names.name(NameKind::score_level, level));
  }
  if ((effect.amount & kGatesHold) == 0) levels = "closed";
  if (levels.empty()) levels = "-";
  std::string out = "score " + std::string(names.name(NameKind::score, effect.index)) + ", " +
                    std::string(kCauseNames[static_cast<std::size_t>(effect.cause)]) + ": " +
                    std::to_string(effect.before) + " -> " + std::to_string(effect.after) + " " +
                    levels;
  if (effect.opened_at != 0) out += ", carried " + std::to_string(effect.opened_at);
  return out;
}

/// "earned: issuer -> available 5"; due work begins with its day: "[2017-01-01] expired: ...".
[[nodiscard]] inline std::string words_of(const Program& program, const Effect<>& effect,
                                          const std::map<Id, std::string>& texts) {
  const Zone& zone = program.zone();
  const auto text = [&](const Id& id) {
    const auto found = texts.find(id);
    return found == texts.end() ? std::string("?") : found->second;
  };
  const auto name = [](const auto& names, auto value) {
    return std::string(names[static_cast<std::size_t>(value)]);
  };
  std::string out;
  if ((effect.flags & kDue) != 0) out = "[" + instant_word(zone, effect.at) + "] ";
  switch (effect.kind) {
    case EffectKind::moved:
      out += name(kCauseNames, effect.cause) + ": " + name(kAccountNames, effect.from) + " -> " +
             name(kAccountNames, effect.to) + " " + std::to_string(effect.amount);
      if (effect.currency == Currency::growth) out += " growth";
      return effect.purse == 0 ? out : out + " of " + book_word(program, effect);
    case EffectKind::tier_changed:
      return out + "tier: " + tier_word(program, effect.version, effect.index, effect.before) +
             " -> " + tier_word(program, effect.version, effect.index, effect.after) + " until " +
             instant_word(zone, effect.amount);
    case EffectKind::hold_changed:
      return out + "hold " + text(effect.subject) + ": " + std::to_string(effect.before) + " -> " +
             std::to_string(effect.after);
    case EffectKind::version_begun:
      return out + "version: " + std::string(program.version_id(effect.version));
    case EffectKind::line_archived:
      return out + "closed: " + text(effect.subject) + "/" + std::to_string(effect.line);
    case EffectKind::refund_due:
      return out + "refund: " + std::to_string(effect.after) + " fen, withheld " +
             std::to_string(effect.before);
    case EffectKind::item_exchanged:
      return out + "handed out: " + std::to_string(effect.after);
    case EffectKind::reviews_suspended:
      return out + "reviews suspended until " + instant_word(zone, effect.until);
    case EffectKind::score_changed:
      return out + score_words(program, effect);
    case EffectKind::medal_changed:
      return out + medal_words(program, effect);
    case EffectKind::account_changed:
      return out + "account: " + (effect.after > 0 ? "suspended" : "restored");
    case EffectKind::fell_short:
      return out + "fell short: " + std::to_string(effect.amount);
    default:
      return out + name(kEffectKindNames, effect.kind);
  }
}

[[nodiscard]] inline bool same_effect(const Effect<>& a, const Effect<>& b) {
  return a.kind == b.kind && a.cause == b.cause && a.from == b.from && a.to == b.to &&
         a.currency == b.currency && a.purse == b.purse && a.funder == b.funder &&
         a.lot_class == b.lot_class && a.flags == b.flags && a.rule == b.rule &&
         a.version == b.version && a.line == b.line && a.index == b.index &&
         a.expires_on == b.expires_on && a.window == b.window && a.at == b.at &&
         a.until == b.until && a.opened_at == b.opened_at && a.subject == b.subject &&
         a.source == b.source && a.amount == b.amount && a.before == b.before && a.after == b.after;
}

}  // namespace loyaltycore::support
