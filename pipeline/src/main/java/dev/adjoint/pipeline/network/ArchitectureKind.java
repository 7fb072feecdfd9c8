package dev.adjoint.pipeline.network;

import dev.adjoint.data.DataException;
import dev.adjoint.data.Spelling;
import dev.adjoint.data.prepare.InputForm;
import dev.adjoint.data.prepare.PlainMap;
import dev.adjoint.data.prepare.Prepared;
import dev.adjoint.pipeline.settings.Defaults;
import dev.adjoint.pipeline.settings.PlanOption;
import java.util.List;

/// A kind of network that models can be made of: what it reads, what a person may say about it, and
/// how it is read back from `model.json`.
///
/// A new kind is one class that implements this, one that implements [Architecture], and one line
/// in [#ALL].
public interface ArchitectureKind {

  // A default method would make Java fill the list before the kinds that are in it exist.

  /// All kinds. A new one is added here and nowhere else.
  List<ArchitectureKind> ALL =
      List.of(
          Perceptron.KIND,
          WideDeep.KIND,
          TextNetworkKind.BAG,
          TextNetworkKind.CNN,
          new TextOrWriting(TextNetworkKind.LSTM, WritingNetworkKind.LSTM),
          TextNetworkKind.GRU,
          TextNetworkKind.TRANSFORMER,
          ImageNetworkKind.CNN,
          ImageNetworkKind.RESNET,
          ImageNetworkKind.MOBILENET,
          Factorization.MATRIX,
          Factorization.NEURAL,
          WritingNetworkKind.GPT);

  /// The name as it stands in `model.json` and after `--model`.
  String name();

  /// What it is in one line, for the help.
  String title();

  /// What it reads in words, for messages, such as `numbers and images`.
  String reads();

  /// Whether it can read such samples.
  boolean accepts(InputForm form);

  /// What a person may say about it.
  List<PlanOption<?>> options();

  /// The architecture for some data.
  ///
  /// @param form what one sample is, accepted by [#accepts]
  /// @param outputs the number of outputs: the number of classes, or 1 for a number
  /// @param said what a person fixed, only of this kind's [#options]
  /// @throws DataException when a value is out of its range, or does not fit the form
  Architecture plan(InputForm form, int outputs, NetworkPlan said);

  /// How such a network is trained where nothing is said.
  ///
  /// @param prepared the data
  Defaults defaults(Prepared prepared);

  /// Reads what [Architecture#toMap] gave.
  ///
  /// @param fields the map, untrusted
  /// @throws DataException when an entry is missing or wrong
  Architecture fromMap(PlainMap fields);

  /// The kind of this name.
  ///
  /// @throws DataException when there is none
  static ArchitectureKind named(String name) {
    return ALL.stream()
        .filter(kind -> kind.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new DataException(
                "network: there is no model '%s'; %s"
                    .formatted(name, Spelling.suggest(name, names()))));
  }

  /// Reads an architecture of any kind.
  ///
  /// @param fields what [Architecture#toMap] gave, untrusted
  /// @throws DataException when an entry is missing or wrong, or the kind is unknown
  static Architecture read(PlainMap fields) {
    String name = fields.text("kind");
    return ALL.stream()
        .filter(kind -> kind.name().equals(name))
        .findFirst()
        .orElseThrow(() -> fields.wrong("kind", "one of " + names()))
        .fromMap(fields);
  }

  /// The names of all kinds.
  static List<String> names() {
    return ALL.stream().map(ArchitectureKind::name).toList();
  }

  /// The names of the kinds that can read such samples.
  static List<String> namesFor(InputForm form) {
    return ALL.stream().filter(kind -> kind.accepts(form)).map(ArchitectureKind::name).toList();
  }
}
