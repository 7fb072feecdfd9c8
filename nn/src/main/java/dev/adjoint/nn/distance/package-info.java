/// How near two vectors are: [CosineSimilarity], [PairwiseDistance].
@NullMarked
package dev.adjoint.nn.distance;

import org.jspecify.annotations.NullMarked;
