package dev.adjoint.pipeline.network;

import dev.adjoint.data.DataException;
import dev.adjoint.data.Spelling;
import dev.adjoint.data.prepare.InputForm;
import dev.adjoint.data.prepare.PlainMap;
import dev.adjoint.data.prepare.Prepared;
import dev.adjoint.pipeline.settings.Defaults;
import dev.adjoint.pipeline.settings.PlanOption;
import java.util.List;

/// A kind of network: what it reads, which options it has, and how it is read from `model.json`.
///
/// A new kind is one class that implements this, one that implements [Architecture], and one line
/// in [#ALL].
public interface ArchitectureKind {

  // Abstract, because a default method would make Java initialise the list before its elements
  // exist.

  /// All kinds. A new one is added here and nowhere else.
  List<ArchitectureKind> ALL =
      List.of(
          Perceptron.KIND,
          WideDeep.KIND,
          TextNetworkKind.BAG,
          TextNetworkKind.CNN,
          SharedName.of("length", TextNetworkKind.LSTM, "context", WritingNetworkKind.LSTM),
          SharedName.of("length", TextNetworkKind.GRU, "past", SeriesNetworkKind.GRU),
          SharedName.of(
              "length", TextNetworkKind.TRANSFORMER, "past", SeriesNetworkKind.TRANSFORMER),
          ImageNetworkKind.CNN,
          ImageNetworkKind.RESNET,
          ImageNetworkKind.MOBILENET,
          Factorization.MATRIX,
          Factorization.NEURAL,
          WritingNetworkKind.GPT,
          SeriesNetworkKind.TCN,
          SeriesNetworkKind.NBEATS);

  /// The name as written in `model.json` and after `--model`.
  String name();

  /// What it is in one line, for the help.
  String title();

  /// What it reads in words, for messages, such as `numbers and images`.
  String reads();

  /// Whether it can read such samples.
  boolean accepts(InputForm form);

  /// Its options.
  List<PlanOption<?>> options();

  /// The architecture for some data.
  ///
  /// @param form what one sample is, accepted by [#accepts]
  /// @param outputs the number of outputs: the number of classes, or 1 for a number
  /// @param said the choices of the user, only for this kind's [#options]
  /// @throws DataException when a value is out of its range, or does not fit the form
  Architecture plan(InputForm form, int outputs, NetworkPlan said);

  /// The settings of the training that the user does not choose.
  ///
  /// @param prepared the data
  Defaults defaults(Prepared prepared);

  /// Reads what [Architecture#toMap] gave.
  ///
  /// @param fields the map, untrusted
  /// @throws DataException when an entry is missing or wrong
  Architecture fromMap(PlainMap fields);

  /// The kind of this name, the kind whose layers are in the file of this name, or the one of a
  /// class of the user's, see [OwnNetwork].
  ///
  /// @param name such as `cnn`, `net.json` or `com.example.MyNetwork`
  /// @throws DataException when there is none, or the file cannot be read
  static ArchitectureKind named(String name) {
    if (LayerListKind.isFile(name)) {
      return LayerListKind.of(name);
    }
    if (OwnNetworkKind.isClass(name)) {
      return OwnNetworkKind.of(name);
    }
    return ALL.stream()
        .filter(kind -> kind.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new DataException(
                "network: there is no model '%s'; %s"
                    .formatted(name, Spelling.suggest(name, names()))));
  }

  /// Reads an architecture of any kind, or an ensemble of one.
  ///
  /// @param fields what [Architecture#toMap] gave, untrusted
  /// @throws DataException when an entry is missing or wrong, or the kind is unknown
  static Architecture read(PlainMap fields) {
    return fields.text("kind").equals(EnsembleOfNetworks.KIND)
        ? EnsembleOfNetworks.fromMap(fields)
        : ofOne(fields);
  }

  /// Reads the architecture of one network.
  ///
  /// @param fields what [Architecture#toMap] gave, untrusted
  /// @throws DataException when an entry is missing or wrong, or the kind is unknown
  static Architecture ofOne(PlainMap fields) {
    return switch (fields.text("kind")) {
      case EmbeddedColumns.KIND -> EmbeddedColumns.fromMap(fields);
      case TextTableNetwork.KIND -> TextTableNetwork.fromMap(fields);
      default -> ofNumbers(fields);
    };
  }

  /// Reads the architecture of one network that looks nothing up before its first layer.
  ///
  /// @param fields what [Architecture#toMap] gave, untrusted
  /// @throws DataException when an entry is missing or wrong, or the kind is unknown
  static Architecture ofNumbers(PlainMap fields) {
    String name = fields.text("kind");
    if (name.equals(LayerListNetwork.KIND)) {
      return LayerListNetwork.fromMap(fields);
    }
    if (name.equals(OwnNetworkKind.KIND)) {
      return OwnNetworkKind.read(fields);
    }
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
