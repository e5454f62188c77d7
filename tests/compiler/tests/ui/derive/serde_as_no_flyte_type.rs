use std::net::IpAddr;

use flyte_task::FlyteType;

#[derive(FlyteType)]
struct Server {
    #[flyte(serde = IpAddr)]
    address: IpAddr,
}

fn main() {}
