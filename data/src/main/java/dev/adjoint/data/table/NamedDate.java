package dev.adjoint.data.table;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A date whose month is written as a word, at the start of a text.
///
/// @param date the date
/// @param end the index after it
record NamedDate(LocalDate date, int end) {

  private static final List<String> MONTHS =
      List.of(
          "january",
          "february",
          "march",
          "april",
          "may",
          "june",
          "july",
          "august",
          "september",
          "october",
          "november",
          "december");

  private static final String WEEKDAY = "(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\\.?,? )?";
  private static final String DAY = "(?<day>[0-9]{1,2})(?:st|nd|rd|th|\\.)?";
  private static final String MONTH = "(?<month>[a-z]{3,9})\\.?";
  private static final String YEAR = "(?<year>[0-9]{4}|[0-9]{2}(?![0-9:]))";
  private static final String LONG_YEAR = "(?<year>[0-9]{4})";
  private static final String GAP = "[-/ ]";

  private static final List<Pattern> PATTERNS =
      List.of(
          pattern(WEEKDAY + DAY + GAP + MONTH + ",?" + GAP + YEAR),
          pattern(WEEKDAY + MONTH + GAP + DAY + "(?:, ?|" + GAP + ")" + LONG_YEAR),
          pattern(LONG_YEAR + GAP + MONTH + GAP + DAY),
          pattern(LONG_YEAR + "年(?<month>[0-9]{1,2})月(?<day>[0-9]{1,2})日"));

  private static Pattern pattern(String text) {
    return Pattern.compile(text, Pattern.CASE_INSENSITIVE);
  }

  /// The date at the start of a text.
  ///
  /// @throws java.time.DateTimeException if there is no such day
  static Optional<NamedDate> of(String text) {
    for (Pattern pattern : PATTERNS) {
      Matcher found = pattern.matcher(text);
      if (found.lookingAt()) {
        int month = month(found.group("month"));
        return month == 0
            ? Optional.empty()
            : Optional.of(
                new NamedDate(
                    LocalDate.of(
                        year(found.group("year")), month, Integer.parseInt(found.group("day"))),
                    found.end()));
      }
    }
    return Optional.empty();
  }

  /// The number of a month, 0 if the word is none.
  private static int month(String word) {
    if (word.length() <= 2) {
      return Integer.parseInt(word);
    }
    String lower = word.toLowerCase(Locale.ROOT);
    for (int i = 0; i < MONTHS.size(); i++) {
      String name = MONTHS.get(i);
      if (lower.equals(name)
          || lower.equals(name.substring(0, 3))
          || (i == 8 && lower.equals("sept"))) {
        return i + 1;
      }
    }
    return 0;
  }

  private static int year(String digits) {
    int number = Integer.parseInt(digits);
    if (digits.length() == 4) {
      return number;
    }
    return number < 69 ? 2000 + number : 1900 + number;
  }
}
