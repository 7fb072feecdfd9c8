package dev.adjoint.cli.report;

import dev.adjoint.data.prepare.LabelsTarget;
import dev.adjoint.data.prepare.NumbersTarget;
import dev.adjoint.data.prepare.Target;
import dev.adjoint.pipeline.Outputs;
import dev.adjoint.pipeline.quality.PartQuality;
import dev.adjoint.plot.report.Section;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/// What the page says about a model of several targets: a section for each. Their pictures are in
/// the page only.
record PartSections(ReportLanguage language) {

  /// The sections; none for a single target.
  List<Section> of(Outputs outputs, Target target) {
    List<Section> sections = new ArrayList<>();
    if (target instanceof NumbersTarget several) {
      PartQuality.of(outputs, several)
          .forEach((name, quality) ->
              sections.add(
                  named(
                      name, new NumberSection(quality, name, language).section(new HashMap<>()))));
    }
    if (target instanceof LabelsTarget labels) {
      PartQuality.of(outputs, labels)
          .forEach((name, quality) ->
              sections.add(
                  named(name, new ClassSection(quality, language).section(new HashMap<>()))));
    }
    return sections;
  }

  private static Section named(String name, Section section) {
    return new Section("%s: %s".formatted(section.heading(), name), section.blocks());
  }
}
