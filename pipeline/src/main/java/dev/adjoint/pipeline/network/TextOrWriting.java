package dev.adjoint.pipeline.network;

import dev.adjoint.data.prepare.InputForm;
import dev.adjoint.data.prepare.PlainMap;
import dev.adjoint.data.prepare.Prepared;
import dev.adjoint.pipeline.settings.Defaults;
import dev.adjoint.pipeline.settings.PlanOption;
import java.util.List;

/// One name for two networks: one that classifies texts and one that writes them. The data decides
/// which is meant.
///
/// @param reader the network for texts with a target
/// @param writer the network for running text, of the same name and options
record TextOrWriting(TextNetworkKind reader, WritingNetworkKind writer)
    implements ArchitectureKind {

  @Override
  public String name() {
    return reader.name();
  }

  @Override
  public String title() {
    return reader.title() + " " + writer.title();
  }

  @Override
  public String reads() {
    return "%s and %s".formatted(reader.reads(), writer.reads());
  }

  @Override
  public boolean accepts(InputForm form) {
    return reader.accepts(form) || writer.accepts(form);
  }

  @Override
  public List<PlanOption<?>> options() {
    return reader.options();
  }

  private ArchitectureKind of(InputForm form) {
    return writer.accepts(form) ? writer : reader;
  }

  @Override
  public Architecture plan(InputForm form, int outputs, NetworkPlan said) {
    return of(form).plan(form, outputs, said);
  }

  @Override
  public Defaults defaults(Prepared prepared) {
    return of(prepared.preprocessing().form()).defaults(prepared);
  }

  /// A network that writes has a context.
  @Override
  public Architecture fromMap(PlainMap fields) {
    return (fields.values().containsKey("context") ? writer : reader).fromMap(fields);
  }
}
