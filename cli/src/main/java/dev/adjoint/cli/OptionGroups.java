package dev.adjoint.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// The options in the help of a command: under headings where it has many.
///
/// The parser's own groups would take an option twice and forget the others of its group.
final class OptionGroups implements IHelpSectionRenderer {

  /// Mixins that make a group, by the name of their field, with their headings.
  private static final Map<String, String> HEADINGS =
      Map.of("source", "Data", "network", "Network", "training", "Training");

  @Override
  public String render(Help help) {
    CommandSpec command = help.commandSpec();
    List<OptionSpec> rest = new ArrayList<>(command.options());
    StringBuilder text = new StringBuilder();
    command
        .mixins()
        .forEach((field, mixin) -> {
          if (HEADINGS.containsKey(field)) {
            Set<String> names =
                mixin.options().stream().map(OptionSpec::longestName).collect(Collectors.toSet());
            List<OptionSpec> group =
                rest.stream().filter(option -> names.contains(option.longestName())).toList();
            rest.removeAll(group);
            text.append("\n%s\n".formatted(HEADINGS.get(field)));
            text.append(help.optionListExcludingGroups(group));
          }
        });
    String others = help.optionListExcludingGroups(rest);
    return text.isEmpty() ? others : text + "\nRun\n" + others;
  }
}
