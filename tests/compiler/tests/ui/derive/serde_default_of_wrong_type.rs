use std::net::IpAddr;

use flyte_task::FlyteType;

#[derive(FlyteType)]
struct Server {
    #[flyte(serde = String, default = 5)]
    address: IpAddr,
}

fn main() {}
