package dev.adjoint.train;

import dev.adjoint.tensor.Parameter;
import java.util.List;
import java.util.function.Consumer;

/// The processes that train one model together, as a [Trainer] of each of them sees them.
///
/// Every process has the whole model and takes every step. A step has several batches
/// ([TrainOptions#accumulation]), which the processes share among each other; batch i of a step is
/// computed by process i modulo [#size]. The gradients of all batches are added up, and every
/// process updates its parameters by the same numbers. The module `distributed` has an
/// implementation.
///
/// All methods but [#rank], [#size], [#ownSamples] and [#order] are called by all processes in the
/// same order; each of them throws in every process if one of them is lost.
public interface PeerProcesses {

  /// The number of this process, from 0.
  int rank();

  /// The number of processes.
  int size();

  /// Whether each process has training samples of its own. Otherwise all of them have the same
  /// samples.
  boolean ownSamples();

  /// In which order gradients are added up, as text, where the result depends on the number of
  /// processes; empty if it does not. It is part of the fingerprint of a run.
  String order();

  /// The numbers of all processes, in the order of their ranks; how many they are may differ.
  List<double[]> gather(double[] own);

  /// Begins a batch that is computed here; [#add] ends it.
  ///
  /// @param parameters those of the optimizer
  /// @param counts how many batches of the step each process computes
  /// @return what is told of parameters whose gradients of this batch are complete; these may
  ///   travel while the others are computed, and are only read during the call
  Consumer<Parameter> begin(List<Parameter> parameters, int[] counts);

  /// Takes the gradients of a batch that was computed here. They may travel while the next batch is
  /// computed.
  ///
  /// @param parameters those of the optimizer; their gradients are only read during the call
  /// @param counts how many batches of the step each process computes
  void add(List<Parameter> parameters, int[] counts);

  /// Ends a step: the gradient of each parameter becomes the sum over the batches of all processes.
  ///
  /// @param parameters those that were given to [#add]
  /// @param counts how many batches of the step each process has computed
  void finish(List<Parameter> parameters, int[] counts);
}
