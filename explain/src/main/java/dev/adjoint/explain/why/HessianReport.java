package dev.adjoint.explain.why;

import dev.adjoint.explain.document.Wording;
import dev.adjoint.plot.picture.NumberText;
import dev.adjoint.plot.report.Block;
import dev.adjoint.plot.report.Section;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A column of second derivatives as a section of a document and as data.
public final class HessianReport {

  private static final int DIGITS = 9;

  private HessianReport() {}

  /// The section.
  ///
  /// @param result the name of what is differentiated, such as `loss`
  /// @param most how many entries are listed, the largest
  public static Section section(HessianColumn column, String result, int most, Wording words) {
    List<List<String>> rows = new ArrayList<>();
    for (HessianColumn.Entry entry : column.largest(most)) {
      rows.add(
          List.of(
              "∂²%s/∂%s∂%s".formatted(result, column.element(), entry.other()),
              NumberText.of(entry.value(), DIGITS),
              NumberText.of(entry.difference(), 6)));
    }
    int more = column.entries().size() - rows.size();
    if (more > 0) {
      rows.add(List.of(words.text("second.more", more), "", ""));
    }
    String h = NumberText.of(column.h(), 3);
    String check =
        column.kink()
            ? words.text("second.kink", h)
            : words.text(
                column.holds() ? "second.agrees" : "second.differs",
                h,
                NumberText.of(column.distance(), 2));
    return Section.of(
        words.text("second.title", column.element()),
        new Block.Table(
            "", List.of("", words.text("second.value"), words.text("second.difference")), rows),
        new Block.Check(column.holds(), check));
  }

  /// The column as maps, lists, texts and numbers, for JSON.
  public static Map<String, Object> map(HessianColumn column) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("number", column.element().toString());
    List<Map<String, Object>> entries = new ArrayList<>();
    for (HessianColumn.Entry entry : column.entries()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("other", entry.other().toString());
      one.put("value", number(entry.value()));
      one.put("difference", number(entry.difference()));
      entries.add(one);
    }
    map.put("second_derivatives", entries);
    map.put("h", column.h());
    map.put("kink", column.kink());
    map.put("holds", column.holds());
    return map;
  }

  private static Object number(double number) {
    return Double.isFinite(number) ? number : Double.toString(number);
  }
}
