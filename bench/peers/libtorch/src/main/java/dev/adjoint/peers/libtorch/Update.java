package dev.adjoint.peers.libtorch;

/// Changes the weights by their gradients.
interface Update {

  /// Forgets the gradients.
  void zeroGrad();

  /// Changes the weights.
  void step();
}
