//! The strongly connected components of a graph (Tarjan), without recursion: a document may nest types deeper than a thread's
//! stack allows.

/// Sorts nodes into components: two nodes are in one if each leads to the other. A component comes after those that it leads to.
pub(super) fn components(edges: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut search = Search { edges, visits: vec![None; edges.len()], count: 0, open: Vec::new(), found: Vec::new() };
    for node in 0..edges.len() {
        search.run(node);
    }
    search.found
}

/// What is known of a node that was visited.
#[derive(Clone, Copy)]
struct Visit {
    /// How many nodes were visited before.
    order: usize,
    /// The earliest open node that it leads to.
    low: usize,
    /// Whether its component is not complete.
    open: bool,
}

struct Search<'e> {
    edges: &'e [Vec<usize>],
    visits: Vec<Option<Visit>>,
    count: usize,
    /// The nodes whose components are not complete.
    open: Vec<usize>,
    found: Vec<Vec<usize>>,
}

impl Search<'_> {
    fn run(&mut self, root: usize) {
        // The nodes on the way, each with the position of the edge that is followed next.
        let mut path: Vec<(usize, usize)> = Vec::new();
        self.enter(root, &mut path);
        while let Some((node, position)) = path.last_mut() {
            let node = *node;
            let next = self.edges.get(node).and_then(|edges| edges.get(*position)).copied();
            *position += 1;
            match next {
                Some(next) => match self.visit(next) {
                    Some(visit) if visit.open => self.lower(node, visit.order),
                    Some(_) => {}
                    None => self.enter(next, &mut path),
                },
                None => {
                    path.pop();
                    self.leave(node, path.last().map(|(before, _)| *before));
                }
            }
        }
    }

    fn visit(&self, node: usize) -> Option<Visit> {
        self.visits.get(node).copied().flatten()
    }

    fn enter(&mut self, node: usize, path: &mut Vec<(usize, usize)>) {
        if let Some(visit @ None) = self.visits.get_mut(node) {
            *visit = Some(Visit { order: self.count, low: self.count, open: true });
            self.count += 1;
            self.open.push(node);
            path.push((node, 0));
        }
    }

    fn lower(&mut self, node: usize, low: usize) {
        if let Some(Some(visit)) = self.visits.get_mut(node) {
            visit.low = visit.low.min(low);
        }
    }

    /// Completes a node: it belongs to the component of the node before, or starts a new one.
    fn leave(&mut self, node: usize, before: Option<usize>) {
        let Some(visit) = self.visit(node) else { return };
        if visit.low < visit.order {
            if let Some(before) = before {
                self.lower(before, visit.low);
            }
            return;
        }
        let start = self.open.iter().rposition(|open| *open == node).unwrap_or(self.open.len());
        let component = self.open.split_off(start);
        for node in &component {
            if let Some(Some(visit)) = self.visits.get_mut(*node) {
                visit.open = false;
            }
        }
        self.found.push(component);
    }
}

#[cfg(test)]
mod tests {
    use super::components;

    fn sorted(edges: &[Vec<usize>]) -> Vec<Vec<usize>> {
        let mut found = components(edges);
        for component in &mut found {
            component.sort_unstable();
        }
        found
    }

    #[test]
    fn nodes_that_lead_to_each_other_are_together() {
        let edges = [vec![1], vec![2, 3], vec![0], vec![4], vec![3, 4], vec![]];
        assert_eq!(sorted(&edges), [vec![3, 4], vec![0, 1, 2], vec![5]]);
    }

    #[test]
    fn a_component_comes_after_those_that_it_leads_to() {
        assert_eq!(sorted(&[vec![1, 2], vec![2], vec![]]), [vec![2], vec![1], vec![0]]);
        assert_eq!(sorted(&[]), Vec::<Vec<usize>>::new());
    }

    #[test]
    fn a_long_way_needs_no_stack() {
        let edges: Vec<Vec<usize>> = (0..200_000).map(|node| vec![(node + 1) % 200_000]).collect();
        assert_eq!(components(&edges).len(), 1);
    }
}
