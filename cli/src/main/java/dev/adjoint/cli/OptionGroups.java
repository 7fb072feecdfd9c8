package dev.adjoint.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// The options in the help of a command: under headings where it has many.
///
/// The parser's own groups accept an option twice and then lose the other options of the group.
final class OptionGroups implements IHelpSectionRenderer {

  private record Heading(String text, String... mixins) {}

  /// Mixins that make a group, with their headings, in order.
  private static final List<Heading> HEADINGS =
      List.of(
          new Heading("Data", "source", "kinds"),
          new Heading("Network", "network"),
          new Heading("Training", "training"),
          new Heading("Cluster", "cluster"));

  @Override
  public String render(Help help) {
    CommandSpec command = help.commandSpec();
    List<OptionSpec> rest = new ArrayList<>(command.options());
    StringBuilder text = new StringBuilder();
    for (Heading heading : HEADINGS) {
      Set<String> names =
          Stream.of(heading.mixins())
              .map(command.mixins()::get)
              .filter(Objects::nonNull)
              .flatMap(mixin -> mixin.options().stream())
              .map(OptionSpec::longestName)
              .collect(Collectors.toSet());
      if (!names.isEmpty()) {
        List<OptionSpec> group =
            rest.stream().filter(option -> names.contains(option.longestName())).toList();
        rest.removeAll(group);
        text.append("\n%s\n".formatted(heading.text()));
        text.append(help.optionListExcludingGroups(group));
      }
    }
    String others = help.optionListExcludingGroups(rest);
    return text.isEmpty() ? others : text + "\nRun\n" + others;
  }
}
